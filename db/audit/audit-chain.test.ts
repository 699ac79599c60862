import { generateSigningKeyPair } from '@workcompanion/core/crypto/key-pair';
import { readCheckpoint, signCheckpoint } from '@workcompanion/core/crypto/server-statements';
import { newId, UserId } from '@workcompanion/core/ids';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeCheckpoint } from '../checkpoints/make-checkpoint.ts';
import { auditEntries } from '../schema/audit-entries.ts';
import { checkpoints } from '../schema/checkpoints.ts';
import { serverKeys } from '../schema/server-keys.ts';
import { insertDevice } from '../testing/insert-device.ts';
import { insertEntries } from '../testing/insert-entries.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { withTransaction } from '../transaction.ts';
import { appendAuditEntry, auditHead, SYSTEM_ACTOR } from './append-audit-entry.ts';
import { AUDIT_GENESIS, hashAuditEntry } from './hash-audit-entry.ts';
import { verifyAuditChain } from './verify-audit-chain.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.close());

function append(entityId: string, details: Record<string, unknown> = {}) {
  const actor = { user: { id: newId(UserId) } };
  return withTransaction(database.db, (tx) =>
    appendAuditEntry(tx, actor, {
      at: 1_795_510_639_123_457,
      action: 'team.renamed',
      entityType: 'team',
      entityId,
      before: { name: 'Old' },
      after: { name: 'New', ...details },
      details,
    }),
  );
}

/** What somebody with the database's own rights could do. */
async function tamper(statement: string): Promise<void> {
  const { db } = database.owner;
  await db.execute(sql`alter table audit_entries disable trigger user`);
  await db.execute(sql.raw(statement));
  await db.execute(sql`alter table audit_entries enable trigger user`);
}

describe('the audit chain', () => {
  it('verifies when nothing was done yet', async () => {
    expect(await verifyAuditChain(database.db)).toMatchObject({ ok: true, count: 0 });
  });

  it('verifies after entries of every shape, also beyond one page', async () => {
    await append('a', { zulu: 1, alpha: { y: [1, { b: 2, a: null }], x: undefined }, '10': 'ten' });
    await append('b', { text: '录制 "quoted" \u2028', at: new Date(0), float: 0.1, big: 2 ** 60 });
    await withTransaction(database.db, async (tx) => {
      for (let n = 0; n < 1_200; n += 1) {
        await appendAuditEntry(tx, SYSTEM_ACTOR, {
          at: n,
          action: 'team.created',
          entityType: 'team',
          entityId: 'c',
          details: { n },
        });
      }
    });
    const last = await append('d');
    expect(await verifyAuditChain(database.db)).toEqual({
      ok: true,
      count: 1_203,
      head: last.hash,
    });
  });

  it('stays one chain when many transactions append at the same time', async () => {
    await Promise.all(Array.from({ length: 30 }, (_, n) => append('parallel', { n })));
    expect(await verifyAuditChain(database.db)).toMatchObject({ ok: true, count: 30 });
  });

  it('leaves no entry and no hole behind a transaction that fails', async () => {
    await append('before');
    const failing = withTransaction(database.db, async (tx) => {
      await appendAuditEntry(tx, SYSTEM_ACTOR, {
        at: 1,
        action: 'team.created',
        entityType: 'team',
        entityId: 'x',
      });
      throw new Error('the work itself failed');
    });
    await expect(failing).rejects.toThrow('the work itself failed');
    await append('after');
    expect(await verifyAuditChain(database.db)).toMatchObject({ ok: true, count: 2 });
  });

  it.each([
    'update audit_entries set action = $$x$$',
    'delete from audit_entries',
    'truncate audit_entries',
  ])('refuses even its owner: %s', async (statement) => {
    await append('kept');
    const change = database.owner.db.execute(sql.raw(statement));
    await expect(change).rejects.toHaveProperty('cause.code', '23001');
    expect(await verifyAuditChain(database.db)).toMatchObject({ ok: true, count: 1 });
  });

  it.each([
    ["update audit_entries set action = 'forged' where seq = 2", 2, 'altered'],
    ['update audit_entries set details = \'{"n": 99}\' where seq = 3', 3, 'altered'],
    ["update audit_entries set at = at + interval '1 microsecond' where seq = 1", 1, 'altered'],
    ['update audit_entries set user_id = null where seq = 1', 1, 'altered'],
    ["update audit_entries set entity_type = 'user' where seq = 1", 1, 'altered'],
    ["update audit_entries set entity_id = 'other' where seq = 2", 2, 'altered'],
    ['update audit_entries set before = null where seq = 3', 3, 'altered'],
    ['update audit_entries set after = \'{"name": "New"}\' where seq = 2', 2, 'altered'],
    ['delete from audit_entries where seq = 2', 2, 'missing'],
    ['delete from audit_entries where seq = 1', 1, 'missing'],
    ["update audit_entries set hash = sha256('other') where seq = 2", 2, 'altered'],
    ["update audit_entries set prev = sha256('other') where seq = 2", 2, 'unlinked'],
  ])('finds: %s', async (statement, seq, problem) => {
    for (const n of [1, 2, 3]) await append('entry', { n });
    await tamper(statement);
    expect(await verifyAuditChain(database.db)).toEqual({ ok: false, seq, problem });
  });
});

describe('a chain that was hashed anew', () => {
  const HOUR = 3_600_000_000;
  const START = 1_795_600_800_000_000;

  /** What somebody with all rights over the database could do: the chain holds together again. */
  async function rewrite(without: number): Promise<void> {
    const { db } = database.owner;
    const rows = await db.select().from(auditEntries).orderBy(auditEntries.seq);
    await db.transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`);
      await tx.delete(auditEntries);
      let prev: Buffer = AUDIT_GENESIS;
      for (const [at, row] of rows.filter(({ seq }) => seq !== without).entries()) {
        const linked = { ...row, seq: at + 1, prev };
        prev = hashAuditEntry(linked);
        await tx.insert(auditEntries).values({ ...linked, hash: prev });
      }
    });
  }

  async function closeHours(hours: number): Promise<void> {
    const { db } = database;
    const { publicKey, privateKey } = await generateSigningKeyPair();
    const keys = await generateSigningKeyPair();
    await db.insert(serverKeys).values({
      kid: 'signing-1',
      purpose: 'signing',
      publicKey,
      wrappedPrivateKey: Buffer.alloc(1),
      createdAt: 0,
    });
    const device = await insertDevice(db, { publicKey: keys.publicKey });
    const server = { publicKey, privateKey };
    await insertEntries(db, { device, keys, server, receivedAt: [START] });
    for (let hour = 1; hour <= hours; hour += 1) {
      await append('of an hour', { hour });
      const now = () => START + hour * HOUR + HOUR / 2;
      await makeCheckpoint({ db, now, signingKey: async () => privateKey });
    }
  }

  it('departs from what the checkpoints have stated of it, and the first of them is named', async () => {
    await append('the act that shall be forgotten');
    await closeHours(3);
    await append('after the last hour');
    expect(await verifyAuditChain(database.db)).toMatchObject({ ok: true, count: 5 });

    await rewrite(1);
    expect(await verifyAuditChain(database.db)).toEqual({
      ok: false,
      seq: 2,
      problem: 'departs',
      checkpoint: 0,
    });
  });

  it('is found cut off at its end, too', async () => {
    await closeHours(2);
    await rewrite(2);
    expect(await verifyAuditChain(database.db)).toEqual({
      ok: false,
      seq: 2,
      problem: 'departs',
      checkpoint: 1,
    });
  });

  it('is not saved by other checkpoints, for those the server did not sign', async () => {
    await append('the act that shall be forgotten');
    await closeHours(1);
    await rewrite(1);
    const { db } = database.owner;
    const [row] = await db.select().from(checkpoints);
    const { hash } = await auditHead(db);
    const stranger = await generateSigningKeyPair();
    const stated = readCheckpoint(row?.jws ?? '');
    if (stated.v !== 2) throw new Error('a checkpoint of an older form');
    const audit = { ...stated.audit, seq: 1, hash: hash.toString('base64url') };
    const forged = await signCheckpoint({ ...stated, audit }, stranger.privateKey);
    await db.transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`);
      await tx.update(checkpoints).set({ jws: forged });
    });
    expect(await verifyAuditChain(database.db)).toEqual({
      ok: false,
      seq: 1,
      problem: 'checkpoint-altered',
      checkpoint: 0,
    });
  });
});
