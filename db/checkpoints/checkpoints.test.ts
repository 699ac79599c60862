import { createHash } from 'node:crypto';
import { generateSigningKeyPair } from '@workcompanion/core/crypto/key-pair';
import { verifyCheckpoint } from '@workcompanion/core/crypto/server-statements';
import { statementHash } from '@workcompanion/core/crypto/statement';
import { checkCheckpoints } from '@workcompanion/core/evidence/check-checkpoints';
import { hashLeaf, statementLeaf } from '@workcompanion/core/evidence/checkpoint-leaves';
import { isIncluded } from '@workcompanion/core/evidence/merkle';
import { PackageCheckpoints } from '@workcompanion/core/evidence/package-documents';
import { CHECKPOINT_GENESIS, type Checkpoint } from '@workcompanion/core/protocol/checkpoint';
import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendAuditEntry, SYSTEM_ACTOR } from '../audit/append-audit-entry.ts';
import { checkpoints } from '../schema/checkpoints.ts';
import { journalEntries } from '../schema/journal-entries.ts';
import { explain } from '../testing/explain.ts';
import { insertDevice } from '../testing/insert-device.ts';
import { insertEntries } from '../testing/insert-entries.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { withTransaction } from '../transaction.ts';
import { type CheckpointMaking, HOUR, makeCheckpoint } from './make-checkpoint.ts';
import { type ProofsWish, proofsOf } from './proofs-of.ts';

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

const NOTHING: ProofsWish = { statements: [], auditEntries: [], seen: [] };

function act(entityId: string) {
  return withTransaction(database.db, (tx) =>
    appendAuditEntry(tx, SYSTEM_ACTOR, {
      at: START,
      action: 'team.created',
      entityType: 'team',
      entityId,
    }),
  );
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
    const statements = [...places, { device: other, index: 2 }];
    const { document: proven } = await proofsOf(database.db, { ...NOTHING, statements });
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
      const line = { statement: entry?.statement ?? '', receipt: entry?.receipt ?? '' };
      expect(isIncluded(statementLeaf(line), at, bytesOf(root))).toBe(true);
    }
  });

  it('show the first time-stamped checkpoint behind, those that were seen, and one history', async () => {
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
    const statements = [{ device, index: 0 }];
    const { document: proven } = await proofsOf(db, { ...NOTHING, statements, seen: [1, 6] });
    expect(proven.history.map(({ from, to }) => [from, to])).toEqual([
      [1, 3],
      [3, 5],
      [5, 6],
    ]);
    const checked = await checkCheckpoints(proven, [server.publicKey]);
    expect(checked.findings).toEqual([]);
    expect([...checked.checkpoints.keys()]).toEqual([1, 3, 5, 6]);
    const without = { ...proven, history: proven.history.slice(1) };
    const { findings } = await checkCheckpoints(without, [server.publicKey]);
    expect(findings.map(({ code }) => code)).toEqual(['history-differs']);
    expect(proven.timestamps).toEqual([
      { checkpoint: 5, token: Buffer.from('token').toString('base64') },
    ]);
  });

  it('are none when nothing is asked for or known', async () => {
    const none = { checkpoints: [], history: [], proofs: [], timestamps: [] };
    const ofStatements = async (...statements: ProofsWish['statements']) =>
      (await proofsOf(database.db, { ...NOTHING, statements })).document;
    expect(await ofStatements()).toEqual(none);
    const device = await receive(START);
    expect(await ofStatements({ device, index: 0 })).toEqual(none);
    expect(await ofStatements({ device, index: 9 })).toEqual(none);
  });

  it('show entries of the audit log in the checkpoint of the hour in which they were added', async () => {
    await receive(START);
    const entries = [await act('a'), await act('b'), await act('c')];
    now = START + HOUR + MINUTE;
    const [first] = await makeAll();
    const later = [await act('d'), await act('e')];
    now += HOUR;
    const [second] = await makeAll();
    const late = await act('f');
    if (first?.v !== 2 || second?.v !== 2) throw new Error('two checkpoints of the second form');
    expect([first.audit, second.audit]).toMatchObject([
      { seq: 3, entries: 3 },
      { seq: 5, entries: 2 },
    ]);
    const all = [...entries, ...later, late];
    const auditEntries = all.map(({ seq }) => seq);
    const { document, custody } = await proofsOf(database.db, { ...NOTHING, auditEntries });
    expect(document.checkpoints).toHaveLength(2);
    expect([...custody.keys()]).toEqual([1, 2, 3, 4, 5]);
    for (const [seq, { checkpoint, path }] of custody) {
      const { audit } = checkpoint === 0 ? first : second;
      const index = seq - (audit.seq - audit.entries) - 1;
      const place = { index, size: audit.entries, path: path.map(bytesOf) };
      const entry = all[seq - 1];
      if (entry === undefined) throw new Error('no entry');
      expect(isIncluded(hashLeaf(entry.hash), place, bytesOf(audit.root))).toBe(true);
    }
  });
});

function bytesOf(base64url: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64url, 'base64url'));
}
