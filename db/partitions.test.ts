import {
  DeviceId,
  idLowerBound,
  KeyId,
  newId,
  RecordingId,
  SegmentId,
} from '@workcompanion/core/ids';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensurePartitions } from './partitions.ts';
import { journalEntries } from './schema/journal-entries.ts';
import { segments } from './schema/segments.ts';
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const device = newId(DeviceId);
const micros = (iso: string) => Date.parse(iso) * 1000;

function segmentAt(startsAt: number): typeof segments.$inferInsert {
  return {
    id: newId(SegmentId, startsAt / 1000),
    deviceId: device,
    recordingId: newId(RecordingId),
    keyId: newId(KeyId),
    startsAt,
    duration: 60_000_000,
    crc64: '18446744073709551615',
    journalIndex: 7,
    sequence: 3,
    frames: 300,
    bytes: 750_000,
    plainBytes: 749_990,
    md5: 'ab'.repeat(16),
    sha256: 'cd'.repeat(32),
    iv: 'ef'.repeat(16),
  };
}

function entryAt(recordedAt: number, index: number): typeof journalEntries.$inferInsert {
  const digest = Buffer.alloc(32, index);
  return {
    deviceId: device,
    index,
    recordedAt,
    receivedAt: recordedAt,
    kind: 'segment',
    hash: digest,
    prev: digest,
    statement: 'a.b.c',
    receipt: 'd.e.f',
  };
}

async function partitionOf(
  table: 'segments' | 'journal_entries',
  where: string,
): Promise<string[]> {
  const { rows } = await database.db.execute<{ name: string }>(
    sql.raw(`select tableoid::regclass::text as name from ${table} where ${where}`),
  );
  return rows.map((row) => row.name);
}

async function partitionNames(start: string): Promise<string[]> {
  const { rows } = await database.db.execute<{ name: string }>(
    sql`select relname as name from pg_class where relispartition and relkind = 'r' and starts_with(relname, ${start})`,
  );
  return rows.map(({ name }) => name);
}

describe('ensurePartitions', () => {
  it('makes last month, this month and the next two, and nothing the second time', async () => {
    const now = micros('2031-01-31T23:59:59.999Z');
    expect(await ensurePartitions(database.db, now)).toEqual(
      ['segments', 'journal_entries', 'thumbnail_packs'].flatMap((table) =>
        ['y2030m12', 'y2031m01', 'y2031m02', 'y2031m03'].map((month) => `${table}_${month}`),
      ),
    );
    expect(await ensurePartitions(database.db, now)).toEqual([]);
  });

  it('files the first and the last millisecond of a month in that month', async () => {
    await ensurePartitions(database.db, micros('2032-05-10T00:00:00Z'));
    for (const iso of ['2032-05-01T00:00:00.000Z', '2032-05-31T23:59:59.999Z']) {
      const segment = segmentAt(micros(iso));
      await database.db.insert(segments).values(segment);
      expect(await partitionOf('segments', `id = '${segment.id}'`)).toEqual(['segments_y2032m05']);
    }
    expect(
      idLowerBound(Date.parse('2032-05-01T00:00:00.000Z')) <
        segmentAt(micros('2032-05-01T00:00:00.000Z')).id,
    ).toBe(true);
  });

  it('takes two callers at the same time', async () => {
    const now = micros('2033-06-15T00:00:00Z');
    const made = await Promise.all([
      ensurePartitions(database.db, now),
      ensurePartitions(database.db, now),
      ensurePartitions(database.db, now),
    ]);
    expect(made.flat()).toHaveLength(12);
  });

  it('does not wait for uploads that are under way, nor they for it', async () => {
    await ensurePartitions(database.db, micros('2036-01-15T00:00:00Z'));
    const upload = await database.pool.connect();
    await upload.query('begin');
    await upload.query(
      `insert into journal_entries (device_id, index, recorded_at, received_at, kind, hash, prev, statement, receipt)
       values ($1, 900, '2036-01-20T00:00:00Z', now(), 'segment', '', '', 'a.b.c', 'd.e.f')`,
      [device],
    );
    expect(await ensurePartitions(database.db, micros('2036-03-15T00:00:00Z'))).toHaveLength(6);
    await upload.query('commit');
    upload.release();
  });

  it('lets who reads all months finish first', async () => {
    const reader = await database.pool.connect();
    await reader.query('begin; select count(*) from journal_entries');
    const made = ensurePartitions(database.db, micros('2035-07-15T00:00:00Z'));
    await expect
      .poll(() => partitionNames('segments_y2035m0'), { timeout: 10_000 })
      .toHaveLength(4);
    expect(await partitionNames('journal_entries_y2035m0')).toEqual([]);
    await reader.query('commit');
    reader.release();
    expect(await made).toHaveLength(12);
  });

  it('moves rows that waited in the default partition, and leaves the others there', async () => {
    const waiting = segmentAt(micros('2034-03-31T23:59:59.999Z'));
    const later = segmentAt(micros('2034-09-01T00:00:00Z'));
    await database.db.insert(segments).values([waiting, later]);
    await database.db
      .insert(journalEntries)
      .values([
        entryAt(micros('2034-03-01T00:00:00Z'), 1),
        entryAt(micros('2034-09-01T00:00:00Z'), 2),
      ]);
    expect(await partitionOf('segments', `id = '${waiting.id}'`)).toEqual(['segments_default']);

    await ensurePartitions(database.db, micros('2034-03-05T00:00:00Z'));

    expect(await partitionOf('segments', `id = '${waiting.id}'`)).toEqual(['segments_y2034m03']);
    expect(await partitionOf('segments', `id = '${later.id}'`)).toEqual(['segments_default']);
    expect(await partitionOf('journal_entries', 'index = 1')).toEqual(['journal_entries_y2034m03']);
    expect(await partitionOf('journal_entries', 'index = 2')).toEqual(['journal_entries_default']);
    const [row] = await database.db.select().from(segments).where(eq(segments.id, waiting.id));
    expect(row).toMatchObject({ ...waiting, state: 'hot', attempts: null });
  });

  it('keeps journal entries unchangeable in every partition, also in one that was re-attached', async () => {
    for (const index of [1, 2]) {
      const change = database.owner.db
        .update(journalEntries)
        .set({ statement: 'x.y.z' })
        .where(eq(journalEntries.index, index));
      await expect(change).rejects.toHaveProperty('cause.code', '23001');
      const removal = database.owner.db
        .delete(journalEntries)
        .where(eq(journalEntries.index, index));
      await expect(removal).rejects.toHaveProperty('cause.code', '23001');
    }
  });
});

describe('a segment row', () => {
  it('stays under 250 bytes', async () => {
    const segment = segmentAt(micros('2034-03-07T08:00:00Z'));
    await database.db.insert(segments).values(segment);
    const { rows } = await database.db.execute<{ size: number }>(
      sql`select pg_column_size(segments.*) as size from segments where id = ${segment.id}`,
    );
    expect(rows[0]?.size).toBeLessThan(250);
  });
});
