import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Policy } from '@workcompanion/core/protocol/policy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MIGRATIONS, migrate } from './migrate.ts';
import { addPolicyVersion } from './queries/add-policy-version.ts';
import { policyInForce } from './queries/policy-of-device.ts';
import { writePolicyAssignment } from './queries/write-policy-assignment.ts';
import { policies } from './schema/policies.ts';
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts';
import { withTransaction } from './transaction.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.owner.pool.query(
    'drop schema public, drizzle, packing cascade; create schema public',
  );
});
afterAll(() => database.close());

const migrateTest = () => migrate(database.ownerUrl, { portalUrl: database.url });

describe('migrate', () => {
  it('takes several processes that start on an empty database at once, and may run again', async () => {
    await Promise.all([migrateTest(), migrateTest(), migrateTest()]);
    await migrateTest();
    expect(await database.db.select().from(policies)).toHaveLength(1);
  });

  it('puts a first policy in force that a recorder can parse, in both languages', async () => {
    const policy = await policyInForce(database.db);
    expect(Policy.parse(policy)).toEqual(policy);
    expect(policy).toMatchObject({
      version: 1,
      capture: { framesPerSecond: 5, segmentSeconds: 60, hevc: true },
    });
    expect(Object.keys(policy.notice.text)).toEqual(['en', 'zh-CN']);
  });

  it('reads a policy from before a rule was there with the default of the rule', async () => {
    const { idle: _, excluded: __, ...old } = await policyInForce(database.db);
    await database.owner.pool.query('alter table policies disable trigger all');
    await database.owner.pool.query('update policies set body = $1', [JSON.stringify(old)]);
    await database.owner.pool.query('alter table policies enable trigger all');
    expect(await policyInForce(database.db)).toMatchObject({ excluded: { programs: [] } });
  });

  it('keeps the policies that are there, and lets nobody change them', async () => {
    const at = 5;
    const { version, ...policy } = await policyInForce(database.db);
    const body = { ...policy, heartbeatSeconds: 30 };
    await withTransaction(database.db, async (tx) => {
      const next = await addPolicyVersion(tx, { body, name: 'Slower', note: '', at, by: null });
      expect(next.version).toBe(version + 1);
      expect(await policyInForce(tx)).toMatchObject({ version });
      await writePolicyAssignment(tx, {
        scope: 'all',
        target: null,
        version: next.version,
        at,
        by: null,
      });
    });
    await migrateTest();
    expect(await policyInForce(database.db)).toMatchObject({ version: 2, heartbeatSeconds: 30 });
    const { db: owned } = database.owner;
    await expect(owned.delete(policies)).rejects.toHaveProperty('cause.code', '23001');
    await expect(owned.update(policies).set({ createdAt: 9 })).rejects.toHaveProperty(
      'cause.code',
      '23001',
    );
  });

  it('lets everybody at a table that it waits for, and goes on when it is free', async () => {
    const migrationsFolder = await withOneMore('alter table "teams" add column "motto" text');
    const reader = await database.owner.pool.connect();
    await reader.query('begin');
    await reader.query('select from teams');
    const migrated = migrate(database.ownerUrl, { portalUrl: database.url, migrationsFolder });
    const waiting = `select from pg_stat_activity
      where application_name = 'workcompanion migrate' and wait_event_type = 'Lock'`;
    const count = async () => (await database.owner.pool.query(waiting)).rowCount;
    await expect.poll(count, { timeout: 20_000 }).toBe(1);
    // Whoever comes after the migration waits behind it, for as long as that waits.
    await database.db.transaction(async (tx) => {
      await tx.execute("set local statement_timeout = '10s'");
      await tx.execute('select from teams');
    });
    await reader.query('commit');
    reader.release();
    await migrated;
    expect((await database.owner.pool.query('select motto from teams')).rowCount).toBe(0);
    await rm(migrationsFolder, { recursive: true });
  }, 60_000);
});

async function withOneMore(statement: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'workcompanion-migrations-'));
  await cp(MIGRATIONS, folder, { recursive: true });
  const journal = join(folder, 'meta', '_journal.json');
  const { entries, ...rest } = JSON.parse(await readFile(journal, 'utf8'));
  const more = { ...entries.at(-1), idx: entries.length, when: Date.now(), tag: '9999_more' };
  await writeFile(journal, JSON.stringify({ ...rest, entries: [...entries, more] }));
  await writeFile(join(folder, '9999_more.sql'), statement);
  return folder;
}
