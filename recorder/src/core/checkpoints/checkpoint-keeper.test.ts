import { generateSigningKeyPair, keyThumbprint } from '@workcompanion/core/crypto/key-pair';
import { statementHash } from '@workcompanion/core/crypto/statement';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../testing/manual-clock.ts';
import { openTestJournal } from '../../testing/open-test-journal.ts';
import { TestCheckpoints } from '../../testing/test-checkpoints.ts';
import { Facts } from '../journal/facts.ts';
import { CheckpointKeeper } from './checkpoint-keeper.ts';
import { CheckpointStore } from './checkpoint-store.ts';

const HOUR = 3_600_000_000;

async function setUp() {
  const clock = new ManualClock();
  const opened = await openTestJournal(clock);
  const server = await generateSigningKeyPair();
  const portal = new TestCheckpoints(server.privateKey);
  const store = new CheckpointStore(opened.database);
  const fetched: number[] = [];
  const open = () =>
    new CheckpointKeeper({
      store,
      clock,
      journal: opened.journal,
      facts: new Facts(opened.database),
      signingKey: server.publicKey,
      log: pino({ level: 'silent' }),
      fetch: async (after) => {
        fetched.push(after);
        return portal.after(after);
      },
    });
  const keeper = open();
  /** As a heartbeat tells. */
  const beat = async (by = keeper) => by.accept(portal.list.at(-1) ?? '');
  const hashes = () => portal.list.map(statementHash);
  return { ...opened, clock, server, portal, store, keeper, open, beat, hashes, fetched };
}

describe('a device that is shown checkpoints', () => {
  it('begins with the first it sees, and keeps each one that follows', async () => {
    const { portal, store, keeper, beat, hashes, fetched } = await setUp();
    await portal.make(5);
    await beat();
    await beat();
    await portal.make(1);
    await beat();
    expect([...store.all()]).toEqual([
      { number: 4, hash: hashes()[4] },
      { number: 5, hash: hashes()[5] },
    ]);
    expect(fetched).toEqual([]);
    expect(keeper.problem).toBeNull();
  });

  it('asks for those that it missed, however many', async () => {
    const { portal, store, keeper, beat, hashes } = await setUp();
    await portal.make(1);
    await beat();
    await portal.make(450);
    await beat();
    expect([...store.all()].map(({ hash }) => hash)).toEqual(hashes());
    expect(keeper.problem).toBeNull();
  });

  it('states what it has seen, with the key that signed it, once an hour at most', async () => {
    const { portal, keeper, beat, clock, statements, server, open, hashes, verify } = await setUp();
    const seen = () => statements().map((each) => ('checkpoint' in each ? each.checkpoint : null));
    await portal.make(1);
    await beat();
    await portal.make(1);
    await beat();
    expect(seen()).toEqual([0]);
    clock.pass(HOUR);
    // Nor does another start say it twice.
    await beat(open());
    await beat(keeper);
    expect(seen()).toEqual([0, 1]);
    expect(statements().at(-1)).toMatchObject({
      kind: 'checkpoint-seen',
      hash: hashes()[1],
      serverKey: await keyThumbprint(server.publicKey),
    });
    expect(await verify()).toMatchObject({ ok: true, count: 2 });
  });
});

describe('a server that shows another history', () => {
  it('is caught when it replaces what was kept last', async () => {
    const { portal, keeper, beat, store, hashes, open } = await setUp();
    await portal.make(3);
    await beat();
    const kept = hashes()[2];
    await portal.rewriteFrom(2);
    await beat();
    const problem = { kind: 'replaced', checkpoint: 2, kept, shown: hashes()[2] };
    expect(keeper.problem).toEqual(problem);
    expect(store.problems()).toMatchObject([{ ...problem, jws: portal.list[2] }]);
    expect(keeper.head).toEqual({ number: 2, hash: kept });
    await beat();
    expect(store.problems()).toHaveLength(1);
    expect(open().problem).toEqual(problem);
  });

  it('is caught when it goes on from a rewritten hour, with what it shows in its place', async () => {
    const { portal, keeper, beat, store, hashes } = await setUp();
    await portal.make(2);
    await beat();
    const kept = hashes()[1];
    await portal.rewriteFrom(0);
    await portal.make(1);
    await beat();
    expect(store.problems()).toMatchObject([
      { kind: 'unlinked', checkpoint: 1, kept, shown: hashes()[2] },
      { kind: 'replaced', checkpoint: 1, kept, shown: hashes()[1] },
    ]);
    expect(keeper.head).toEqual({ number: 1, hash: kept });
  });

  it('is caught hours later, by who was away meanwhile', async () => {
    const { portal, keeper, beat, hashes } = await setUp();
    await portal.make(2);
    await beat();
    const kept = hashes()[1];
    await portal.make(5);
    await portal.rewriteFrom(1);
    await beat();
    expect(keeper.problem).toMatchObject({ kind: 'replaced', checkpoint: 1, kept });
  });

  it('is caught when it forgets, and followed again when it remembers', async () => {
    const { portal, keeper, beat, hashes, store } = await setUp();
    await portal.make(4);
    await beat();
    const whole = [...portal.list];
    portal.forgetFrom(2);
    await beat();
    expect(keeper.problem).toMatchObject({
      kind: 'withdrawn',
      checkpoint: 3,
      kept: keeper.head?.hash,
    });
    for (const jws of whole.slice(2)) portal.push(jws);
    await portal.make(1);
    await beat();
    expect(keeper.head).toEqual({ number: 4, hash: hashes()[4] });
    expect(store.problems()).toHaveLength(1);
  });

  it('is caught when it signs with another key', async () => {
    const { portal, keeper, beat, hashes } = await setUp();
    await portal.make(1);
    await beat();
    const { privateKey } = await generateSigningKeyPair();
    portal.push(await portal.next({}, privateKey));
    await beat();
    expect(keeper.problem).toMatchObject({ kind: 'foreign-key', checkpoint: 0, kept: hashes()[0] });
    expect(keeper.head?.number).toBe(0);
  });

  it('can not have what is kept replaced or deleted', async () => {
    const { portal, beat, database } = await setUp();
    await portal.make(1);
    await beat();
    await portal.rewriteFrom(0);
    await beat();
    for (const sql of [
      `update kept_checkpoints set hash = 'x'`,
      'delete from kept_checkpoints',
      `update checkpoint_problems set kept = 'x'`,
      'delete from checkpoint_problems',
    ]) {
      expect(() => database.exec(sql)).toThrow('stays as it is');
    }
  });
});
