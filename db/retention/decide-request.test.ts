import { KeyId, newId, RecordingId, SegmentId } from '@workcompanion/core/ids';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addSegmentToSpans } from '../queries/add-segment-to-spans.ts';
import { dataKeys } from '../schema/data-keys.ts';
import { segments } from '../schema/segments.ts';
import { insertDevice } from '../testing/insert-device.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { keysWithFootage } from './decide-request.ts';

const MINUTE = 60_000_000;
const START = Date.UTC(2026, 2, 2, 9) * 1000;

let database: TestDatabase;
let device: Awaited<ReturnType<typeof insertDevice>>;
/** Three segments of a minute, one after the other, of one recording. */
const keys = [newId(KeyId), newId(KeyId), newId(KeyId)];
beforeAll(async () => {
  database = await createTestDatabase();
  device = await insertDevice(database.db);
  const recordingId = newId(RecordingId);
  for (const [sequence, keyId] of keys.entries()) {
    const startsAt = START + sequence * MINUTE;
    await database.db.insert(dataKeys).values({
      id: keyId,
      deviceId: device,
      origin: 'deposited',
      createdAt: 0,
      windowFrom: startsAt,
      windowTo: startsAt + MINUTE,
      wrapped: Buffer.alloc(44),
    });
    const place = { recordingId, deviceId: device, sequence, startsAt, duration: MINUTE };
    await database.db.insert(segments).values({
      ...place,
      id: newId(SegmentId, startsAt / 1000),
      keyId,
      journalIndex: sequence,
      crc64: '1',
      frames: 300,
      bytes: 16,
      plainBytes: 8,
      md5: '00'.repeat(16),
      sha256: '00'.repeat(32),
      iv: '00'.repeat(16),
    });
    await database.db.transaction((tx) =>
      addSegmentToSpans(tx, { ...place, display: 'HDMI-1', bytes: 16 }),
    );
  }
});
afterAll(() => database.close());

/** Which of the three keys have footage in the stretch, in minutes after the start. */
async function found(from: number, to: number): Promise<number[]> {
  const stretch = { from: START + from * MINUTE, to: START + to * MINUTE };
  const live = await keysWithFootage(database.db, device, stretch);
  return live.map(({ id }) => keys.indexOf(id));
}

it('finds the keys of what lies in the stretch, by the microsecond', async () => {
  const micro = 1 / MINUTE;
  expect(await found(1, 2)).toEqual([1]);
  expect(await found(1 - micro, 2 + micro)).toEqual([0, 1, 2]);
  expect(await found(0.5, 0.6)).toEqual([0]);
  expect(await found(-1, 0)).toEqual([]);
  expect(await found(3, 9)).toEqual([]);
  expect(await found(-60, 60)).toEqual([0, 1, 2]);
});

it('finds none that is destroyed, and none of another device', async () => {
  const { db } = database;
  expect(
    await keysWithFootage(db, await insertDevice(db), { from: START, to: START + MINUTE }),
  ).toEqual([]);
  await db
    .update(dataKeys)
    .set({ destroyedAt: 1 })
    .where(eq(dataKeys.id, keys[0] ?? newId(KeyId)));
  expect(await found(-60, 60)).toEqual([1, 2]);
});
