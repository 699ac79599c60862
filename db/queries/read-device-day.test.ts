import { type DeviceId, GapId, newId, RecordingId } from '@workcompanion/core/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordings } from '../schema/recordings.ts';
import { gaps, spans } from '../schema/spans.ts';
import { insertDevice } from '../testing/insert-device.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { readDeviceDay } from './read-device-day.ts';

const HOUR = 3_600_000_000;
const FROM = Date.parse('2026-11-24T00:00:00Z') * 1000;
const TO = FROM + 24 * HOUR;

let database: TestDatabase;
let deviceId: DeviceId;

beforeAll(async () => {
  database = await createTestDatabase();
  deviceId = await insertDevice(database.db);
});
afterAll(() => database.close());

async function insertSpan(of: DeviceId, startsAt: number, endsAt: number): Promise<void> {
  const recordingId = newId(RecordingId);
  await database.db.insert(recordings).values({ id: recordingId, deviceId: of, display: 'DP-1' });
  await database.db.insert(spans).values({
    deviceId: of,
    recordingId,
    display: 'DP-1',
    startsAt,
    endsAt,
    firstSequence: 0,
    lastSequence: 0,
    bytes: 1,
  });
}

async function insertGap(of: DeviceId, startsAt: number, endsAt: number | null): Promise<void> {
  await database.db
    .insert(gaps)
    .values({ id: newId(GapId), deviceId: of, cause: 'locked', startsAt, endsAt });
}

const bounds = (rows: readonly { startsAt: number; endsAt: number | null }[]) =>
  rows.map((row) => [row.startsAt, row.endsAt]);

describe('readDeviceDay', () => {
  it('finds what overlaps the window by a microsecond, and not what touches it', async () => {
    const device = await insertDevice(database.db);
    for (const insert of [insertSpan, insertGap]) {
      await insert(device, FROM - HOUR, FROM);
      await insert(device, FROM - 23 * HOUR, FROM + 1);
      await insert(device, FROM + HOUR, FROM + 2 * HOUR);
      await insert(device, TO - 1, TO + HOUR);
      await insert(device, TO, TO + HOUR);
    }
    const day = await readDeviceDay(database.db, { deviceIds: [device], from: FROM, to: TO });
    const expected = [
      [FROM - 23 * HOUR, FROM + 1],
      [FROM + HOUR, FROM + 2 * HOUR],
      [TO - 1, TO + HOUR],
    ];
    expect(bounds(day.spans)).toEqual(expected);
    expect(bounds(day.gaps)).toEqual(expected);
  });

  it('finds gaps of weeks and gaps that have not ended', async () => {
    const device = await insertDevice(database.db);
    await insertGap(device, FROM - 40 * 24 * HOUR, FROM + HOUR);
    await insertGap(device, FROM - 30 * 24 * HOUR, null);
    await insertGap(device, FROM - 30 * 24 * HOUR, FROM - HOUR);
    await insertGap(device, TO + HOUR, null);
    const day = await readDeviceDay(database.db, { deviceIds: [device], from: FROM, to: TO });
    expect(bounds(day.gaps)).toEqual([
      [FROM - 40 * 24 * HOUR, FROM + HOUR],
      [FROM - 30 * 24 * HOUR, null],
    ]);
  });

  it('reads several devices at once, none when none is asked for, and never another', async () => {
    const second = await insertDevice(database.db);
    await insertSpan(deviceId, FROM, FROM + HOUR);
    await insertSpan(second, FROM + HOUR, FROM + 2 * HOUR);
    const both = { deviceIds: [deviceId, second], from: FROM, to: TO };
    const day = await readDeviceDay(database.db, both);
    expect(new Set(day.spans.map((span) => span.deviceId))).toEqual(new Set([deviceId, second]));
    expect(await readDeviceDay(database.db, { ...both, deviceIds: [] })).toEqual({
      spans: [],
      gaps: [],
    });
  });
});
