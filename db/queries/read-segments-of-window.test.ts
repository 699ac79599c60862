import { type DeviceId, KeyId, newId, RecordingId, SegmentId } from '@workcompanion/core/ids';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensurePartitions } from '../partitions.ts';
import { segments } from '../schema/segments.ts';
import { explain } from '../testing/explain.ts';
import { insertDevice } from '../testing/insert-device.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { withTransaction } from '../transaction.ts';
import { addSegmentToSpans } from './add-segment-to-spans.ts';
import { readDeviceDay } from './read-device-day.ts';
import { readSegmentsOfWindow } from './read-segments-of-window.ts';

const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
const MONTH_END = Date.parse('2026-12-01T00:00:00Z') * 1000;
const START = MONTH_END - 4 * 60 * MINUTE;

let database: TestDatabase;
let deviceId: DeviceId;

beforeAll(async () => {
  database = await createTestDatabase();
  await ensurePartitions(database.db, START);
  deviceId = await insertDevice(database.db);
  // Eight hours of two displays, over the end of a month.
  await record('HDMI-1', 480);
  await record('DP-2', 480);
  await fillWithOthers();
});
afterAll(() => database.close());

function segment(recordingId: RecordingId, sequence: number): typeof segments.$inferInsert {
  const startsAt = START + sequence * MINUTE + 123;
  return {
    id: newId(SegmentId, startsAt / 1000),
    deviceId,
    recordingId,
    keyId: newId(KeyId),
    startsAt,
    duration: MINUTE,
    crc64: '0',
    journalIndex: sequence,
    sequence,
    frames: 300,
    bytes: 100,
    plainBytes: 99,
    md5: '00'.repeat(16),
    sha256: '00'.repeat(32),
    iv: '00'.repeat(16),
  };
}

async function record(display: string, count: number): Promise<void> {
  const recordingId = newId(RecordingId, START / 1000);
  const rows = Array.from({ length: count }, (_, sequence) => segment(recordingId, sequence));
  await withTransaction(database.db, async (tx) => {
    for (const row of rows) await addSegmentToSpans(tx, { ...row, display });
    await tx.insert(segments).values(rows);
  });
}

/** 40,000 segments of other recordings in the same months. */
async function fillWithOthers(): Promise<void> {
  await database.db.execute(sql`
    insert into segments
    select overlay(overlay(gen_random_uuid()::text placing left(stamp, 8) from 1 for 8)
             placing right(stamp, 4) from 10 for 4)::uuid,
      device_id, gen_random_uuid(), key_id, starts_at, duration, crc64, journal_index, sequence,
      frames, bytes, plain_bytes, md5, sha256, iv, state
    from (
      select *, lpad(to_hex((extract(epoch from starts_at) * 1000)::bigint), 12, '0') as stamp
      from segments cross join generate_series(1, 42)
    ) copied`);
  await database.owner.db.execute(sql`analyze`);
}

function read(from: number, to: number, limit = 1000, display = 'HDMI-1') {
  return readSegmentsOfWindow(database.db, { deviceId, display, from, to, limit });
}

describe('readSegmentsOfWindow', () => {
  it('counts a segment that began before the window and ends inside it', async () => {
    const at = START + 100 * MINUTE + 123;
    const rows = await read(at + 30 * SECOND, at + MINUTE + 1);
    expect(rows.map((row) => row.sequence)).toEqual([100, 101]);
  });

  it('leaves out what only touches the window', async () => {
    const at = START + 100 * MINUTE + 123;
    expect((await read(at, at + MINUTE)).map((row) => row.sequence)).toEqual([100]);
  });

  it('reads over the end of a month in order, and up to the limit', async () => {
    const rows = await read(MONTH_END - 5 * MINUTE, MONTH_END + 5 * MINUTE, 8);
    expect(rows.map((row) => row.sequence)).toEqual([234, 235, 236, 237, 238, 239, 240, 241]);
  });

  it('never reads another display or another device', async () => {
    expect(await read(START, START + 600 * MINUTE)).toHaveLength(480);
    expect(await read(START, START + 600 * MINUTE, 1000, 'DP-3')).toEqual([]);
  });

  it('touches only the partition of the window, by its index', async () => {
    const plan = await explain(database.pool, (db) =>
      readSegmentsOfWindow(db, {
        deviceId,
        display: 'HDMI-1',
        from: START + 30 * MINUTE,
        to: START + 40 * MINUTE,
        limit: 100,
      }),
    );
    expect(plan).toContain('segments_y2026m11');
    expect(plan).not.toContain('segments_y2026m12');
    expect(plan).not.toContain('segments_default');
    expect(plan).not.toMatch(/Seq Scan on segments/);
  });
});

describe('the day view', () => {
  it('reads spans and gaps by their indexes', async () => {
    await database.db.execute(sql`
      insert into spans (device_id, recording_id, display, starts_at, ends_at, first_sequence, last_sequence, bytes)
      select gen_random_uuid(), recording_id, display, starts_at, ends_at, n * 1000, n * 1000, 1
      from spans cross join generate_series(1, 4000) n`);
    await database.db.execute(sql`
      insert into gaps (id, device_id, cause, starts_at, ends_at)
      select gen_random_uuid(), ${deviceId}, 'locked', at, at + interval '5 minutes'
      from generate_series(timestamptz '2025-01-01', '2027-01-01', interval '1 hour') at`);
    await database.owner.db.execute(sql`analyze`);
    const plan = await explain(database.pool, (db) =>
      readDeviceDay(db, { deviceIds: [deviceId], from: START, to: START + 1440 * MINUTE }),
    );
    expect(plan).toContain('spans_device_starts');
    expect(plan).toContain('gaps_device_starts');
    expect(plan).toContain('gaps_long');
    expect(plan).not.toContain('Seq Scan');
  });
});
