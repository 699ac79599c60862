import {
  type DeviceId,
  KeyId,
  newId,
  RecordingId,
  SegmentId,
  ThumbnailObjectId,
} from '@workcompanion/core/ids';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { textFilters } from '../schema/text-filters.ts';
import { textPacks } from '../schema/text-packs.ts';
import { textQueue } from '../schema/text-queue.ts';
import { insertDevice } from '../testing/insert-device.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { withTransaction } from '../transaction.ts';
import { addSegmentToSpans } from './add-segment-to-spans.ts';
import { listPacksOfKeys, listTextSources } from './list-text-packs.ts';
import { readCoverage } from './read-coverage.ts';

const MINUTE = 60_000_000;
const HOUR = 60 * MINUTE;
const NINE = Date.UTC(2026, 10, 24, 9) * 1000;

let database: TestDatabase;
let device: DeviceId;
beforeAll(async () => {
  database = await createTestDatabase();
  device = await insertDevice(database.db);
});
afterAll(() => database.close());

async function insertPack(hour: number, values: Partial<typeof textPacks.$inferInsert> = {}) {
  const pack = {
    deviceId: device,
    hour,
    recordingId: newId(RecordingId, hour / 1000),
    keyId: newId(KeyId),
    display: 'DISPLAY1',
    engine: 'PP-OCRv4 0',
    ...values,
  };
  await database.db.insert(textPacks).values(pack);
  return pack;
}

describe('the packs to search', () => {
  test('are behind a filter, or are told at once', async () => {
    const keyId = newId(KeyId);
    const [old, known, fresh] = [
      await insertPack(NINE - 20 * HOUR),
      await insertPack(NINE, { keyId, isIndexed: true }),
      await insertPack(NINE + HOUR),
    ];
    await database.db.insert(textFilters).values({
      keyId,
      deviceId: device,
      windowFrom: NINE,
      windowTo: NINE + HOUR,
      objectId: newId(ThumbnailObjectId),
      bytes: 64,
    });
    const hours = (packs: readonly { hour: number }[]) => packs.map(({ hour }) => hour);
    const all = { deviceIds: [device], from: NINE - 24 * HOUR, to: NINE + 2 * HOUR };
    const { filters, packs } = await listTextSources(database.db, all);
    expect(filters.map((filter) => filter.keyId)).toEqual([keyId]);
    expect(hours(packs)).toEqual([fresh.hour, old.hour]);
    expect(hours(await listPacksOfKeys(database.db, all, [keyId]))).toEqual([known.hour]);
    const nine = { ...all, from: NINE, to: NINE + HOUR };
    expect((await listTextSources(database.db, nine)).packs).toEqual([]);
    const ten = { ...all, from: NINE + HOUR };
    expect((await listTextSources(database.db, ten)).filters).toEqual([]);
    expect(hours(await listPacksOfKeys(database.db, ten, [keyId]))).toEqual([known.hour]);
  });
});

test('coverage tells what of the footage was read, and what waits', async () => {
  const reader = await insertDevice(database.db);
  const unread = await insertDevice(database.db);
  const recordingId = newId(RecordingId, NINE / 1000);
  const other = newId(RecordingId, NINE / 1000);
  await withTransaction(database.db, async (tx) => {
    for (const [sequence, deviceId, recording] of [
      [0, reader, recordingId],
      [1, reader, recordingId],
      [2, reader, recordingId],
      [0, unread, other],
    ] as const) {
      await addSegmentToSpans(tx, {
        deviceId,
        recordingId: recording,
        display: 'DISPLAY1',
        sequence,
        startsAt: NINE + sequence * 10 * MINUTE,
        duration: 10 * MINUTE,
        bytes: 1,
      });
    }
  });
  await insertPack(NINE, {
    deviceId: reader,
    recordingId,
    read: [{ first: NINE, last: NINE + 20 * MINUTE - 1 }],
  });
  const last = newId(SegmentId, (NINE + 20 * MINUTE) / 1000);
  await database.db.insert(textQueue).values({ segmentId: last, deviceId: reader, recordingId });
  const deviceIds = [reader, unread];
  expect(await readCoverage(database.db, { deviceIds, from: NINE, to: NINE + HOUR })).toEqual([
    {
      deviceId: reader,
      footage: 30 * MINUTE,
      read: 20 * MINUTE,
      waiting: 1,
      waitingFrom: NINE + 20 * MINUTE,
    },
    { deviceId: unread, footage: 10 * MINUTE, read: 0, waiting: 0, waitingFrom: null },
  ]);
  const part = { deviceIds, from: NINE + 15 * MINUTE, to: NINE + 25 * MINUTE };
  expect(await readCoverage(database.db, part)).toMatchObject([
    { footage: 10 * MINUTE, read: 5 * MINUTE, waiting: 1 },
  ]);
});
