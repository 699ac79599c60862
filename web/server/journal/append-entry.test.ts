import { randomBytes } from 'node:crypto';
import { generateSealingKeyPair } from '@workcompanion/core/crypto/key-pair';
import { sealKey } from '@workcompanion/core/crypto/sealed-key';
import { verifyJournalHead, verifyReceipt } from '@workcompanion/core/crypto/server-statements';
import { statementHash } from '@workcompanion/core/crypto/statement';
import { GapId, KeyId, newId, RecordingId } from '@workcompanion/core/ids';
import type { StatementBody } from '@workcompanion/core/protocol/statement';
import { findDevice } from '@workcompanion/db/queries/select-devices';
import { devices } from '@workcompanion/db/schema/devices';
import { journalEntries } from '@workcompanion/db/schema/journal-entries';
import { recordings } from '@workcompanion/db/schema/recordings';
import { gaps } from '@workcompanion/db/schema/spans';
import { packByHand } from '@workcompanion/db/testing/pack-by-hand';
import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ServerContext } from '../context.ts';
import { readDeviceJournal } from '../devices/read-device-journal.ts';
import { openDataKey } from '../keys/open-data-key.ts';
import { readMoments } from '../people/read-moments.ts';
import { depositKey } from '../recorder/issue-keys.ts';
import { receiveJournal } from '../recorder/receive-journal.ts';
import { TEST_HOST, TestDevice } from '../testing/test-device.ts';
import { currentKey, makeSegment } from '../testing/test-segment.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { readJournalHead } from './read-journal-head.ts';

let server: TestServer;
let ctx: ServerContext;
let device: TestDevice;

beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context();
});
afterAll(() => server.close());
beforeEach(async () => {
  device = await TestDevice.enrolled(ctx);
});

const POLICY: StatementBody = { kind: 'policy-applied', policyVersion: 1 };
const FROM = 1_795_000_000_000_000;
const TO = FROM + 60_000_000;

async function send(...statements: string[]) {
  return (await receiveJournal(device.in(ctx), { statements })).results;
}

async function reach() {
  const row = await findDevice(ctx.db, device.id);
  return { next: row?.journalNext, end: row?.journalEnd };
}

function entries() {
  return ctx.db.select().from(journalEntries).where(eq(journalEntries.deviceId, device.id));
}

function gapsOf() {
  return ctx.db.select().from(gaps).where(eq(gaps.deviceId, device.id));
}

describe('a journal', () => {
  test('is kept as stated, with a receipt for each entry', async () => {
    const statements = [await device.state(POLICY), await device.state(POLICY)];
    const results = await send(...statements);
    for (const [index, statement] of statements.entries()) {
      const result = results[index];
      const receipt = result && 'receipt' in result ? result.receipt : '';
      expect(await verifyReceipt(receipt, ctx.keys.signing.publicKey)).toMatchObject({
        device: device.id,
        index,
        statement: statementHash(statement),
      });
    }
    expect((await entries()).map((entry) => entry.statement)).toEqual(statements);
    expect(await reach()).toEqual({ next: 2, end: 2 });
  });

  test('gives the same receipt for the same statement, and keeps it once', async () => {
    const statement = await device.state(POLICY);
    const first = await send(statement);
    expect(await send(statement, statement)).toEqual([...first, ...first]);
    expect(await entries()).toHaveLength(1);
  });

  test('gives the same receipt once the entry is packed', async () => {
    const statement = await device.state(POLICY);
    const first = await send(statement);
    await packByHand(server.owner, ctx.hot, device.id);
    expect(await send(statement)).toEqual(first);
  });

  test('refuses another statement at an index, a break, and goes on with the rest', async () => {
    const first = await device.state(POLICY);
    const fork = await device.sign(
      { kind: 'policy-applied', policyVersion: 2 },
      { index: 0, prev: 'A'.repeat(43) },
    );
    const broken = await device.sign(POLICY, { prev: randomBytes(32).toString('base64url') });
    const second = await device.state(POLICY);
    expect(await send(first, fork, broken, second)).toMatchObject([
      { receipt: expect.any(String) },
      { error: { code: 'journal-fork', retryable: false } },
      { error: { code: 'chain-broken', retryable: false } },
      { receipt: expect.any(String) },
    ]);
    expect((await entries()).map((entry) => entry.statement)).toEqual([first, second]);
  });

  test('refuses a first entry that claims to follow another', async () => {
    const statement = await device.sign(POLICY, { prev: randomBytes(32).toString('base64url') });
    expect(await send(statement)).toMatchObject([{ error: { code: 'chain-broken' } }]);
    expect(await reach()).toEqual({ next: 0, end: 0 });
  });

  test('refuses an entry that the one held after it does not follow', async () => {
    await device.state(POLICY);
    const second = await device.state(POLICY);
    await send(second);
    const other = await device.sign(
      { kind: 'policy-applied', policyVersion: 9 },
      { index: 0, prev: 'A'.repeat(43) },
    );
    expect(await send(other)).toMatchObject([{ error: { code: 'chain-broken' } }]);
  });

  test('of another device, or with another signature, is refused', async () => {
    const other = await TestDevice.enrolled(ctx);
    const foreign = await other.sign(POLICY);
    const forged = await other.sign(POLICY, { device: device.id });
    expect(await send(foreign, forged)).toMatchObject([
      { error: { code: 'foreign-device' } },
      { error: { code: 'signature-invalid' } },
    ]);
    expect(await entries()).toEqual([]);
  });

  test('passes over what a damaged one can not show, and takes none of it later', async () => {
    const all: string[] = [];
    for (let index = 0; index < 6; index += 1) all.push(await device.state(POLICY));
    const lost = [
      { first: 1, last: 2 },
      { first: 4, last: 4 },
    ];
    const damaged = await device.state({
      kind: 'journal-damaged',
      cause: 'unreadable',
      lost,
      saved: 3,
      keptAs: 'journal-damaged-1.db',
    });
    // It lost 1, 2 and 4: we hold 2 of them already; 3 is on its way.
    await send(all[0] ?? '', all[2] ?? '', all[5] ?? '', damaged);
    expect(await reach()).toEqual({ next: 3, end: 7 });
    const admin = await makeUser(ctx, ['admin']);
    expect(await readDeviceJournal(admin, { device: device.id })).toMatchObject({
      end: 7,
      missing: 1,
      received: 4,
      lost: 2,
      holes: [{ from: 3, to: 4 }],
      damages: [{ index: 6, cause: 'unreadable', first: 1, last: 4, missing: 2 }],
    });
    expect(await send(all[1] ?? '', all[3] ?? '', all[2] ?? '')).toMatchObject([
      { error: { code: 'chain-broken', message: expect.stringContaining('stated it as lost') } },
      { receipt: expect.any(String) },
      { receipt: expect.any(String) },
    ]);
    expect(await reach()).toEqual({ next: 7, end: 7 });
    await send(await device.state(POLICY));
    expect(await reach()).toEqual({ next: 8, end: 8 });
    const day = { deviceIds: [device.id], from: 0, to: Number.MAX_SAFE_INTEGER };
    expect(await readMoments(ctx.db, day, { gaps: [], recordings: [] })).toContainEqual(
      expect.objectContaining({
        kind: 'journal-damaged',
        damage: { first: 1, last: 4, missing: 2 },
      }),
    );
    const { head } = await readJournalHead(device.in(ctx));
    expect(await verifyJournalHead(head, ctx.keys.signing.publicKey)).toMatchObject({
      next: 8,
      missing: [],
    });
  });

  test('refuses what no recorder states: times that no clock shows, and leaps of its numbers', async () => {
    const gap = {
      kind: 'gap',
      gap: newId(GapId),
      display: null,
      cause: 'locked',
      note: null,
    } as const;
    const ofAllTime = { ...gap, from: 0, to: Number.MAX_SAFE_INTEGER };
    const before = { ...gap, from: Date.UTC(2001, 0, 1) * 1000, to: null };
    const after = { ...gap, from: FROM, to: Date.UTC(2101, 0, 1) * 1000 };
    const prev = randomBytes(32).toString('base64url');
    const restates = { index: 2 ** 40, hash: prev, at: FROM };
    const results = await send(
      await device.sign(ofAllTime),
      await device.sign(before),
      await device.sign(after),
      await device.sign(POLICY, { index: 2 ** 40, prev }),
      await device.sign(POLICY, { restates }),
    );
    expect(results).toMatchObject(
      results.map(() => ({ error: { code: 'statement-implausible', retryable: false } })),
    );
    expect([await entries(), await gapsOf()]).toEqual([[], []]);
    // What a week without a network leaves may come from its end.
    expect(await send(await device.sign(POLICY, { index: 50_000, prev }))).toMatchObject([
      { receipt: expect.any(String) },
    ]);
  });

  test('takes what a wrong clock tells, says so, and lets no gap explain other times than its own', async () => {
    const DAY = 86_400_000_000;
    const now = ctx.now();
    const enrolledAt = now - 10 * DAY;
    await server.owner.update(devices).set({ enrolledAt }).where(eq(devices.id, device.id));
    device.enrolledAt = enrolledAt;
    const gap = (from: number, to: number | null): StatementBody => ({
      kind: 'gap',
      gap: newId(GapId),
      display: null,
      cause: 'locked',
      from,
      to,
      note: null,
    });
    const past = now - 2_000 * DAY;
    const results = await send(
      // Off by years, and known by how much: no doubt.
      await device.state(gap(past, past + DAY), { at: past + DAY, clockOffset: 1_999 * DAY }),
      await device.state(gap(past, now), { clockOffset: null }),
      await device.state(gap(now - DAY, now + 30 * DAY), { clockOffset: 0 }),
      await device.state(POLICY, { at: now + 4 * DAY, clockOffset: 4 * DAY }),
    );
    expect(results).toMatchObject(results.map(() => ({ receipt: expect.any(String) })));
    const admin = await makeUser(ctx, ['admin']);
    const { clockDoubts } = await readDeviceJournal(admin, { device: device.id });
    expect(clockDoubts).toMatchObject([
      { kind: 'before-enrolment', entries: 1, first: 1, last: 1 },
      { kind: 'in-the-future', entries: 2, first: 2, last: 3 },
    ]);
    expect(clockDoubts.every(({ most }) => most > 7 * DAY)).toBe(true);
    const rows = (await gapsOf()).map(({ startsAt, endsAt }) => [startsAt, endsAt ?? 0]);
    expect(rows.toSorted(([a = 0], [b = 0]) => a - b)).toEqual([
      [past, past + DAY],
      [enrolledAt, now],
      [now - DAY, expect.closeTo(now + DAY, -9)],
    ]);
  });

  test('takes anew what was superseded, and waits for the old one no more', async () => {
    await send(await device.state(POLICY), await device.state(POLICY));
    // An older state of the device came back: it uses index 1 again, and goes on from it.
    device.index = 1;
    const other = await device.state({ kind: 'policy-applied', policyVersion: 7 });
    const next = await device.state(POLICY);
    const after = await device.state(POLICY);
    expect(await send(other, next, after)).toMatchObject([
      { error: { code: 'journal-fork' } },
      { error: { code: 'chain-broken' } },
      { receipt: expect.any(String) },
    ]);
    const again = await device.state(
      { kind: 'policy-applied', policyVersion: 1 },
      { restates: { index: 2, hash: statementHash(next), at: FROM } },
    );
    await send(again);
    expect(await reach()).toEqual({ next: 5, end: 5 });
  });

  test('takes no segment without its bytes', async () => {
    const key = await currentKey(device.in(ctx));
    const segment = makeSegment({ recording: newId(RecordingId), key });
    expect(await send(await device.state(segment.body))).toMatchObject([
      { error: { code: 'statement-mismatch' } },
    ]);
  });

  test('knows its holes, whatever the order of arrival', async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([0, 1, 2, 3, 4, 5]), async (order) => {
        device = await TestDevice.enrolled(ctx);
        const all: string[] = [];
        for (let index = 0; index < 6; index += 1) all.push(await device.state(POLICY));
        await send(
          ...order.flatMap((index) => all.slice(index, index + 1)),
          ...(order.length ? [] : all),
        );
        const held = new Set(order.length ? order : [0, 1, 2, 3, 4, 5]);
        const next = [0, 1, 2, 3, 4, 5, 6].find((index) => !held.has(index));
        expect(await reach()).toEqual({ next, end: Math.max(...held) + 1 });
      }),
      { numRuns: 25 },
    );
  });

  test('takes one entry once when it comes twice at the same moment', async () => {
    const statement = await device.state(POLICY);
    const results = await Promise.all([send(statement), send(statement), send(statement)]);
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
    expect(await entries()).toHaveLength(1);
  });
});

describe('what follows from an entry:', () => {
  test('a recording is known from its start to its end', async () => {
    const recording = newId(RecordingId);
    const started = await device.state(
      {
        kind: 'recording-started',
        recording,
        display: 'HDMI-1',
        geometry: { width: 1920, height: 1080, x: 0, y: 0 },
        host: TEST_HOST,
        encoder: 'libx264',
        framesPerSecond: 5,
        policyVersion: 1,
      },
      { at: FROM },
    );
    const ended = await device.state({
      kind: 'recording-ended',
      recording,
      display: 'HDMI-1',
      end: TO,
      segments: 1,
      reason: 'locked',
    });
    await send(ended, started);
    const [row] = await ctx.db.select().from(recordings).where(eq(recordings.id, recording));
    expect(row).toMatchObject({
      startedAt: FROM,
      endedAt: TO,
      endReason: 'locked',
      geometry: { width: 1920 },
    });
  });

  test.each([
    ['in order', [0, 1]],
    ['in reverse', [1, 0]],
  ])('a pause and its resume are one gap, %s', async (_, order) => {
    const gap = newId(GapId);
    const both = [
      await device.state({ kind: 'paused', gap, from: FROM, reason: 'a call', until: null }),
      await device.state({ kind: 'resumed', gap, to: TO }),
    ];
    await send(...order.flatMap((index) => both.slice(index, index + 1)));
    expect(await gapsOf()).toMatchObject([
      { id: gap, cause: 'paused', startsAt: FROM, endsAt: TO, note: 'a call', display: null },
    ]);
  });

  test.each([
    ['in order', [0, 1]],
    ['in reverse', [1, 0]],
  ])('the beginning and the end of a gap are one gap, %s', async (_, order) => {
    const gap = newId(GapId);
    const about = { kind: 'gap', gap, display: 'HDMI-1', from: FROM } as const;
    const both = [
      await device.state({ ...about, cause: 'unexplained', to: null, note: null }),
      await device.state({ ...about, cause: 'crashed', to: TO, note: 'exit 139' }),
    ];
    await send(...order.flatMap((index) => both.slice(index, index + 1)));
    expect(await gapsOf()).toMatchObject([
      { cause: 'crashed', startsAt: FROM, endsAt: TO, note: 'exit 139', display: 'HDMI-1' },
    ]);
  });

  test('a gap that ends before it begins is refused, and its entry too', async () => {
    const gap = newId(GapId);
    const wrong = { kind: 'gap', gap, display: null, cause: 'asleep', note: null } as const;
    const statement = await device.state({ ...wrong, from: TO, to: FROM });
    expect(await send(statement)).toMatchObject([{ error: { code: 'statement-invalid' } }]);
    expect(await entries()).toEqual([]);
  });

  test("another device's gap is left alone", async () => {
    const gap = newId(GapId);
    await send(
      await device.state({ kind: 'paused', gap, from: FROM, reason: 'mine', until: null }),
    );
    const before = await gapsOf();
    const other = await TestDevice.enrolled(ctx);
    const statement = await other.state({ kind: 'resumed', gap, to: TO });
    const { results } = await receiveJournal(other.in(ctx), { statements: [statement] });
    expect(results).toMatchObject([{ error: { code: 'foreign-device' } }]);
    expect(await gapsOf()).toEqual(before);
  });
});

describe('a deposited key', () => {
  const window = { from: FROM, to: FROM + 86_400_000_000 };

  test('can be opened afterwards, and is deposited once', async () => {
    const [keyId, key] = [newId(KeyId), randomBytes(16)];
    const sealedKey = await sealKey(key, ctx.keys.sealing.publicKey);
    const statement = await device.state({ kind: 'key-deposited', keyId, window, sealedKey });
    const first = await depositKey(device.in(ctx), { statement });
    expect(await depositKey(device.in(ctx), { statement })).toEqual(first);
    expect(await openDataKey(ctx, keyId)).toEqual({ device: device.id, window, key });
  });

  test('sealed to somebody else, or for no possible window, is refused', async () => {
    const stranger = await generateSealingKeyPair('stranger');
    const deposit = async (body: Omit<Extract<StatementBody, { kind: 'key-deposited' }>, 'kind'>) =>
      depositKey(device.in(ctx), {
        statement: await device.sign({ kind: 'key-deposited', ...body }),
      });
    const keyId = newId(KeyId);
    const sealedKey = await sealKey(randomBytes(16), stranger.publicKey);
    await expect(deposit({ keyId, window, sealedKey })).rejects.toMatchObject({
      code: 'statement-invalid',
    });
    const own = await sealKey(randomBytes(16), ctx.keys.sealing.publicKey);
    const backwards = { from: TO, to: FROM };
    await expect(deposit({ keyId, window: backwards, sealedKey: own })).rejects.toMatchObject({
      code: 'statement-invalid',
    });
    expect(await openDataKey(ctx, keyId)).toBeNull();
    expect(await entries()).toEqual([]);
  });

  test('is no way to replace a key that is held', async () => {
    const { keyId } = await currentKey(device.in(ctx));
    const before = await openDataKey(ctx, keyId);
    const sealedKey = await sealKey(randomBytes(16), ctx.keys.sealing.publicKey);
    const statement = await device.state({ kind: 'key-deposited', keyId, window, sealedKey });
    await expect(depositKey(device.in(ctx), { statement })).rejects.toMatchObject({
      code: 'already-exists',
    });
    ctx.dataKeys.clear();
    expect(await openDataKey(ctx, keyId)).toEqual(before);
  });

  test('takes no other statement', async () => {
    const statement = await device.state(POLICY);
    await expect(depositKey(device.in(ctx), { statement })).rejects.toMatchObject({
      code: 'statement-mismatch',
    });
  });
});
