import { createHash } from 'node:crypto';
import { generateSigningKeyPair } from '@workcompanion/core/crypto/key-pair';
import { verifyCheckpoint } from '@workcompanion/core/crypto/server-statements';
import { statementHash } from '@workcompanion/core/crypto/statement';
import { isIncluded, leafHash } from '@workcompanion/core/evidence/merkle';
import { PackageCheckpoints } from '@workcompanion/core/evidence/package-documents';
import { CHECKPOINT_GENESIS, type Checkpoint } from '@workcompanion/core/protocol/checkpoint';
import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkpoints } from '../schema/checkpoints.ts';
import { journalEntries } from '../schema/journal-entries.ts';
import { explain } from '../testing/explain.ts';
import { insertDevice } from '../testing/insert-device.ts';
import { insertEntries } from '../testing/insert-entries.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { type CheckpointMaking, HOUR, makeCheckpoint } from './make-checkpoint.ts';
import { proofsOf } from './proofs-of.ts';

const START = 1_795_600_800_000_000;
const MINUTE = 60_000_000;
/** The empty tree: SHA-256 of nothing. */
const EMPTY = createHash('sha256').digest('base64url');

type KeyPair = Awaited<ReturnType<typeof generateSigningKeyPair>>;

let database: TestDatabase;
let server: KeyPair;
let keys: KeyPair;
let now: number;
let making: CheckpointMaking;

beforeEach(async () => {
  database = await createTestDatabase();
  server = await generateSigningKeyPair();
  keys = await generateSigningKeyPair();
  now = START + 4 * HOUR;
  making = { db: database.db, now: () => now, signingKey: async () => server.privateKey };
});
afterEach(() => database.close());

async function receive(...receivedAt: readonly number[]) {
  const device = await insertDevice(database.db, { publicKey: keys.publicKey });
  await insertEntries(database.db, { device, keys, server, receivedAt });
  return device;
}

async function makeAll(): Promise<Checkpoint[]> {
  const made: Checkpoint[] = [];
  for (let row = await makeCheckpoint(making); row; row = await makeCheckpoint(making)) {
    made.push(await verifyCheckpoint(row.jws, server.publicKey));
  }
  return made;
}

describe('checkpoints', () => {
  it('cover every hour since the first entry, linked and without a hole', async () => {
    expect(await makeAll()).toEqual([]);
    await receive(START + 5 * MINUTE, START + HOUR - 1, START + 2 * HOUR);
    const made = await makeAll();
    expect(made).toMatchObject([
      { number: 0, prev: CHECKPOINT_GENESIS, from: START, to: START + HOUR, statements: 2 },
      { number: 1, from: START + HOUR, to: START + 2 * HOUR, statements: 0, root: EMPTY },
      { number: 2, from: START + 2 * HOUR, to: START + 3 * HOUR, statements: 1 },
    ]);
    const rows = await database.db.select().from(checkpoints).orderBy(checkpoints.number);
    for (const [number, { prev }] of made.slice(1).entries()) {
      expect(prev).toBe(statementHash(rows[number]?.jws ?? ''));
    }
  });

  it('wait until an hour is over, with a grace', async () => {
    await receive(START);
    now = START + HOUR + MINUTE - 1;
    expect(await makeCheckpoint(making)).toBeNull();
    now += 1;
    expect(await makeCheckpoint(making)).toMatchObject({ number: 0 });
  });

  it('are made once, by however many processes', async () => {
    await receive(START, START + HOUR, START + 2 * HOUR);
    const runs = await Promise.all([makeAll(), makeAll(), makeAll()]);
    const numbers = runs.flat().map(({ number }) => number);
    expect(numbers.toSorted()).toEqual([0, 1, 2]);
  });

  it('close their hour to what comes later', async () => {
    const device = await receive(START);
    await makeAll();
    const late = { device, keys, server, receivedAt: [START + 30 * MINUTE] };
    await expect(insertEntries(database.db, late)).rejects.toMatchObject({
      cause: { code: 'WC001' },
    });
  });

  it('stand as they are, even for their owner, but for a time-stamp that comes later, once', async () => {
    await receive(START);
    await makeAll();
    const { db } = database.owner;
    const change = (values: Partial<typeof checkpoints.$inferInsert>) =>
      db.update(checkpoints).set(values).where(eq(checkpoints.number, 0));
    const refused = { cause: { code: '23001' } };
    await expect(change({ statements: 7 })).rejects.toMatchObject(refused);
    await expect(change({ jws: 'a.b.c' })).rejects.toMatchObject(refused);
    await expect(db.delete(checkpoints)).rejects.toMatchObject(refused);
    await expect(db.execute(sql`truncate checkpoints`)).rejects.toMatchObject(refused);
    await change({ timestampError: 'no answer', timestampNotBefore: START });
    await change({ timestampToken: Buffer.of(1), timestampedAt: START, timestampError: null });
    await expect(change({ timestampToken: null })).rejects.toMatchObject(refused);
  });

  it('find the entries of an hour without reading the others', async () => {
    await receive(START);
    await database.db.execute(sql`set enable_seqscan = off`);
    const plan = await explain(database.pool, async (db) => {
      await db
        .select({ index: journalEntries.index })
        .from(journalEntries)
        .where(sql`received_at >= ${'2026-11-25'} and received_at < ${'2026-11-26'}`);
    });
    expect(plan).toContain('_received_at_idx');
  });
});

describe('the proofs of statements', () => {
  it('show each in the checkpoint of its hour, and nothing of those that have none', async () => {
    const one = await receive(START, START + 1, START + HOUR + 3, START + 4 * HOUR - 1);
    const other = await receive(START, START + 1, START + HOUR + 2);
    await makeAll();
    const places = [0, 1, 2, 3].map((index) => ({ device: one, index }));
    const proven = await proofsOf(database.db, [...places, { device: other, index: 2 }]);
    expect(PackageCheckpoints.parse(proven)).toEqual(proven);

    const stated = await Promise.all(
      proven.checkpoints.map((jws) => verifyCheckpoint(jws, server.publicKey)),
    );
    expect(stated.map(({ number }) => number)).toEqual([0, 1]);
    expect(proven.proofs.map(({ device, index }) => `${device} ${index}`).toSorted()).toEqual(
      [`${one} 0`, `${one} 1`, `${one} 2`, `${other} 2`].toSorted(),
    );
    for (const { device, index, checkpoint, leaf, path } of proven.proofs) {
      const { root = '', statements = 0 } = stated[checkpoint] ?? {};
      const [entry] = await database.db
        .select()
        .from(journalEntries)
        .where(sql`device_id = ${device} and index = ${index}`);
      const at = { index: leaf, size: statements, path: path.map(bytesOf) };
      expect(isIncluded(leafHash(Buffer.from(entry?.statement ?? '')), at, bytesOf(root))).toBe(
        true,
      );
    }
  });

  it('go on to the first time-stamped checkpoint, and back to one that is asked for', async () => {
    await receive(START, START + HOUR);
    await makeAll();
    const device = await receive(START + 3 * HOUR);
    now += 4 * HOUR;
    await makeAll();
    const { db } = database;
    await db
      .update(checkpoints)
      .set({ timestampToken: Buffer.from('token'), timestampedAt: now })
      .where(eq(checkpoints.number, 5));
    const proven = await proofsOf(db, [{ device, index: 0 }], { since: 1 });
    expect(proven.checkpoints).toHaveLength(5);
    expect(proven.timestamps).toEqual([
      { checkpoint: 5, token: Buffer.from('token').toString('base64') },
    ]);
  });

  it('are none when nothing is asked for or known', async () => {
    const none = { checkpoints: [], proofs: [], timestamps: [] };
    expect(await proofsOf(database.db, [])).toEqual(none);
    const device = await receive(START);
    expect(await proofsOf(database.db, [{ device, index: 0 }])).toEqual(none);
    expect(await proofsOf(database.db, [{ device, index: 9 }])).toEqual(none);
  });
});

function bytesOf(base64url: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64url, 'base64url'));
}
