import { randomBytes } from 'node:crypto';
import { generateSealingKeyPair } from '@workcompanion/core/crypto/key-pair';
import { openSealedKey } from '@workcompanion/core/crypto/sealed-key';
import { KeyId, newId } from '@workcompanion/core/ids';
import type { IssuedKey } from '@workcompanion/core/protocol/messages';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { ManualClock } from '../../testing/manual-clock.ts';
import { openTestJournal } from '../../testing/open-test-journal.ts';
import { KeyRing } from './key-ring.ts';

const HOUR = 3_600_000_000;
const T0 = 472_222 * HOUR;

async function setUp() {
  const clock = new ManualClock(T0);
  const { journal, statements } = await openTestJournal(clock);
  const sealing = await generateSealingKeyPair('test');
  const issued = new Map<number, IssuedKey>();
  const server: { online: boolean; asked: number } = { online: true, asked: 0 };
  const keyOf = (at: number): IssuedKey => {
    const from = Math.floor(at / HOUR) * HOUR;
    const known = issued.get(from);
    if (known) return known;
    const key = randomBytes(16).toString('base64url');
    const fresh = { keyId: newId(KeyId), window: { from, to: from + HOUR }, key };
    issued.set(from, fresh);
    return fresh;
  };
  const ring = new KeyRing({
    journal,
    clock,
    sealingKey: sealing.publicKey,
    log: pino({ level: 'silent' }),
    issue: async (at) => {
      server.asked += 1;
      if (!server.online) throw new Error('no network');
      return { keys: [keyOf(at), keyOf(at + HOUR)] };
    },
  });
  return { clock, ring, server, keyOf, statements, sealing };
}

describe('the key ring', () => {
  test('gives the key of the window that holds the start, asking once for two windows', async () => {
    const { ring, server, keyOf } = await setUp();
    const first = await ring.keyFor(T0 + 1);
    expect(first.keyId).toBe(keyOf(T0).keyId);
    expect(first.key.toString('base64url')).toBe(keyOf(T0).key);
    expect((await ring.keyFor(T0 + HOUR)).keyId).toBe(keyOf(T0 + HOUR).keyId);
    expect(server.asked).toBe(1);
  });

  test('gives back a key that the server has lost, once, and none that it does not hold', async () => {
    const { ring, keyOf, statements, sealing } = await setUp();
    const { keyId } = await ring.keyFor(T0);
    expect([await ring.giveBack(keyId), await ring.giveBack(keyId)]).toEqual([true, true]);
    const deposited = statements().flatMap((one) => (one.kind === 'key-deposited' ? [one] : []));
    expect(deposited).toMatchObject([{ keyId, window: keyOf(T0).window }]);
    const opened = await openSealedKey(deposited[0]?.sealedKey ?? '', sealing.privateKey);
    expect(opened.toString('base64url')).toBe(keyOf(T0).key);
    expect(await ring.giveBack(newId(KeyId))).toBe(false);
  });

  test('hands out copies: a segment that overwrites its key takes it from nobody else', async () => {
    const { ring, keyOf } = await setUp();
    (await ring.keyFor(T0)).key.fill(0);
    expect((await ring.keyFor(T0)).key.toString('base64url')).toBe(keyOf(T0).key);
  });

  test('fetches the next window when half of this one is over, so that an outage is harmless', async () => {
    const { ring, server, clock, keyOf, statements } = await setUp();
    await ring.prefetch();
    expect(server.asked).toBe(1);
    clock.pass(HOUR);
    await ring.prefetch();
    expect(server.asked).toBe(1);
    clock.pass(0.6 * HOUR);
    await ring.prefetch();
    expect(server.asked).toBe(2);
    server.online = false;
    clock.pass(HOUR);
    expect((await ring.keyFor(clock.utc())).keyId).toBe(keyOf(clock.utc()).keyId);
    expect(statements()).toEqual([]);
  });

  test('without a network makes one key, sealed to the server, in the journal before it is used', async () => {
    const { ring, server, statements, sealing } = await setUp();
    server.online = false;
    const [left, right] = await Promise.all([ring.keyFor(T0), ring.keyFor(T0 + 1)]);
    expect(left.keyId).toBe(right.keyId);
    const [deposit] = statements();
    if (deposit?.kind !== 'key-deposited') throw new Error('no key was deposited');
    expect(deposit).toMatchObject({ keyId: left.keyId, window: { from: T0 } });
    const opened = await openSealedKey(deposit.sealedKey, sealing.privateKey);
    expect(opened.equals(left.key)).toBe(true);
    expect(server.asked).toBe(1);
  });

  test("goes back to the server's keys once it has them", async () => {
    const { ring, server, keyOf } = await setUp();
    server.online = false;
    const own = await ring.keyFor(T0);
    server.online = true;
    await ring.prefetch();
    const issued = await ring.keyFor(T0 + 2);
    expect(issued.keyId).not.toBe(own.keyId);
    expect(issued.keyId).toBe(keyOf(T0).keyId);
  });

  test('does not use a key after its window', async () => {
    const { ring, server, clock } = await setUp();
    const first = await ring.keyFor(T0);
    server.online = false;
    clock.pass(2 * HOUR);
    expect((await ring.keyFor(clock.utc())).keyId).not.toBe(first.keyId);
  });
});
