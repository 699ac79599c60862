import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateSigningKeyPair } from '@workcompanion/core/crypto/key-pair';
import { newId, RecordingId } from '@workcompanion/core/ids';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appendAuditEntry, SYSTEM_ACTOR } from '../audit/append-audit-entry.ts';
import { verifyAuditChain } from '../audit/verify-audit-chain.ts';
import { connect, type Db } from '../client.ts';
import { ensureDatabase, withDatabase } from '../embedded/start-embedded-postgres.ts';
import { migrate } from '../migrate.ts';
import { auditEntries } from '../schema/audit-entries.ts';
import { people } from '../schema/people.ts';
import { recordings } from '../schema/recordings.ts';
import { spans } from '../schema/spans.ts';
import { insertDevice } from '../testing/insert-device.ts';
import { insertEntries } from '../testing/insert-entries.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { withTransaction } from '../transaction.ts';
import { type DatabaseDump, withDumpClient } from './database-dump.ts';
import { dumpDatabase } from './dump-database.ts';
import { loadDatabase } from './load-database.ts';
import { readTables } from './read-catalogue.ts';

const AWKWARD = 'Tab\t, line\nend, \\N, \\. and 林薇 "quoted"';

let database: TestDatabase;
let folder: string;
let dump: DatabaseDump;
let before: Record<string, string>;
const made: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'workcompanion-dump-'));
  await fill(database.db);
  before = await digests(database.url);
  dump = await dumpDatabase({
    databaseUrl: database.url,
    folder,
    // What is committed while the dump runs is not of its moment.
    within: async (client) => {
      await audit(database.db, 'meanwhile');
      const { rows } = await client.query('select count(*)::int as entries from audit_entries');
      expect(rows).toEqual([{ entries: 1 }]);
    },
  });
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  for (const name of made) {
    await database.owner.pool.query(`drop database if exists "${name}" with (force)`);
  }
  await database.close();
});

/** Rows of every kind that a plain insert would change: counted, guarded, generated, numbered. */
async function fill(db: Db): Promise<void> {
  const device = await insertDevice(db);
  await db.update(people).set({ name: AWKWARD, login: null });
  const keys = await generateSigningKeyPair();
  const server = await generateSigningKeyPair();
  const [now, longAgo] = [Date.now() * 1000, Date.UTC(2020, 0, 1) * 1000];
  await insertEntries(db, { device, keys, server, receivedAt: [longAgo, now] });
  const recording = newId(RecordingId);
  await db.insert(recordings).values({ id: recording, deviceId: device, display: 'DP-1' });
  await db.insert(spans).values({
    ...{
      deviceId: device,
      recordingId: recording,
      display: 'DP-1',
      startsAt: now,
      endsAt: now + 5,
    },
    firstSequence: 0,
    lastSequence: 0,
    bytes: 7,
  });
  await db.execute(sql`
    insert into segments (id, device_id, recording_id, key_id, starts_at, duration, crc64,
      journal_index, sequence, frames, bytes, plain_bytes, md5, sha256, iv)
    values (gen_random_uuid(), ${device}, ${recording}, gen_random_uuid(), now(), 1, -5, 1, 0, 1, 16, 9,
      '\\x00ff', '\\x5c0a', '\\x09')`);
  // More than a connection's buffers hold, in rows that all differ.
  await db.execute(sql`
    insert into journal_entries (device_id, index, recorded_at, received_at, kind, hash, prev,
      statement, receipt)
    select ${device}, n, now(), now(), 'segment', decode(md5(n::text), 'hex'), '',
      (select string_agg(md5(n || '/' || i), '') from generate_series(1, 30) i), ''
    from generate_series(2, 20000) n`);
  await audit(db, 'before');
}

function audit(db: Db, name: string): Promise<void> {
  return withTransaction(db, async (tx) => {
    await appendAuditEntry(tx, SYSTEM_ACTOR, {
      at: 1,
      action: 'team.created',
      entityType: 'team',
      entityId: '1',
      details: { text: AWKWARD, test: name },
    });
  });
}

async function emptyDatabase(): Promise<string> {
  const name = `restored_${randomUUID()}`;
  made.push(name);
  const url = withDatabase(database.ownerUrl, name);
  await ensureDatabase(url);
  return url;
}

/** For each table: how many rows, and a hash over all that they say. */
function digests(url: string): Promise<Record<string, string>> {
  return withDumpClient(url, async (client) => {
    const found: Record<string, string> = {};
    for (const { schema, name } of await readTables(client)) {
      const { rows } = await client.query<{ digest: string }>(
        `select count(*) || ' ' || coalesce(md5(string_agg(row::text, '|' order by row::text)), '') as digest
         from ${schema}."${name}" row`,
      );
      found[name] = rows[0]?.digest ?? '';
    }
    return found;
  });
}

const load = (url: string, overrides: Partial<Parameters<typeof loadDatabase>[0]> = {}) =>
  loadDatabase({
    databaseUrl: url,
    folder,
    dump,
    within: async () => {},
    ...overrides,
  });

describe('a dump of the database', () => {
  test('loads as what it was at one moment, and works on from there', async () => {
    const url = await emptyDatabase();

    await load(url);

    expect(await digests(url)).toEqual(before);
    await migrate(url);
    const { db, pool, close } = connect(url);
    expect(await verifyAuditChain(db)).toMatchObject({ ok: true });
    await audit(db, 'after');
    expect(await verifyAuditChain(db)).toMatchObject({ ok: true, count: 2 });
    await expect(db.delete(auditEntries)).rejects.toHaveProperty('cause.code', '23001');
    const [first] = await db.select().from(spans);
    const { rows: added } = await pool.query(`
      insert into spans (device_id, recording_id, display, starts_at, ends_at, first_sequence,
        last_sequence, bytes)
      select device_id, recording_id, display, starts_at, ends_at, 9, 9, bytes from spans returning id`);
    expect(added).toEqual([{ id: String((first?.id ?? 0) + 1) }]);
    // What counts rows sees the new ones and not those that came from the dump.
    const { rows } = await pool.query('select count(*)::int as noted from storage_changes');
    expect(rows).toEqual([{ noted: 1 }]);
    await expect(
      db
        .update(spans)
        .set({ recordingId: newId(RecordingId) })
        .where(eq(spans.id, 1)),
    ).rejects.toHaveProperty('cause.code', '23503');
    await close();
  });

  test('leaves nothing behind when it can not be loaded whole', async () => {
    const url = await emptyDatabase();
    const refusal = new Error('the key is another');
    await expect(
      load(url, {
        within: async () => {
          throw refusal;
        },
      }),
    ).rejects.toBe(refusal);

    const damaged = join(folder, 'damaged');
    await mkdir(damaged);
    await expect(load(url, { folder: damaged })).rejects.toThrow(/ENOENT/);
    const later = { ...dump, migrations: [...dump.migrations, 'of a later version'] };
    await expect(load(url, { dump: later })).rejects.toHaveProperty('code', 'invalid-input');
    expect(await digests(url)).toEqual({});

    await load(url);
    await expect(load(url)).rejects.toHaveProperty('code', 'in-use');
  });

  test('is refused when a file of it ends too early', async () => {
    const url = await emptyDatabase();
    const entries = join(folder, 'public.journal_entries.copy.gz');
    const { size } = await stat(entries);
    await truncate(entries, size - 20);
    await expect(load(url)).rejects.toThrow(/unexpected end of file/);
    expect(await digests(url)).toEqual({});
  });
});
