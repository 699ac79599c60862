import { DeviceId, KeyId, newId, RecordingId, SegmentId } from '@workcompanion/core/ids';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ensurePartitions } from './partitions.ts';
import { segments } from './schema/segments.ts';
import { storageChanges } from './schema/storage-samples.ts';
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(() => database.db.delete(storageChanges));

/** What has been written since the last test, as a sample sums it up. */
async function counted(): Promise<Record<string, unknown>> {
  const rows = await database.db
    .select({
      state: storageChanges.state,
      objects: sql<number>`sum(objects)`.mapWith(Number),
      bytes: sql<number>`sum(bytes)`.mapWith(Number),
      received: sql<number>`sum(received)`.mapWith(Number),
    })
    .from(storageChanges)
    .groupBy(storageChanges.state);
  return Object.fromEntries(rows.map(({ state, ...sums }) => [state, sums]));
}

async function insert(bytes: number, startMs = Date.now()): Promise<SegmentId> {
  const id = newId(SegmentId, startMs);
  await database.db.insert(segments).values({
    id,
    deviceId: newId(DeviceId),
    recordingId: newId(RecordingId),
    keyId: newId(KeyId),
    startsAt: startMs * 1000,
    duration: 60_000_000,
    crc64: '1',
    journalIndex: 7,
    sequence: 3,
    frames: 300,
    bytes,
    plainBytes: bytes - 1,
    md5: 'ab'.repeat(16),
    sha256: 'cd'.repeat(32),
    iv: 'ef'.repeat(16),
  });
  return id;
}

const setState = (id: SegmentId, state: 'archived' | 'cold') =>
  database.db.update(segments).set({ state, attempts: null }).where(eq(segments.id, id));

describe('the counts of what is stored', () => {
  it('follow a segment from the recorder to the archive', async () => {
    await insert(1_000);
    const moved = await insert(500);
    expect(await counted()).toEqual({ hot: { objects: 2, bytes: 1_500, received: 1_500 } });
    await setState(moved, 'archived');
    await setState(moved, 'cold');
    expect(await counted()).toEqual({
      hot: { objects: 1, bytes: 1_000, received: 1_500 },
      archived: { objects: 0, bytes: 0, received: 0 },
      cold: { objects: 1, bytes: 500, received: 0 },
    });
  });

  it('do not see claims, nor a state that is set to what it was', async () => {
    const id = await insert(1_000);
    await database.db.delete(storageChanges);
    await database.db.update(segments).set({ attempts: 1, lease: 2 }).where(eq(segments.id, id));
    await database.db.update(segments).set({ state: 'hot' }).where(eq(segments.id, id));
    expect(await counted()).toEqual({});
  });

  it('go back when a row goes', async () => {
    const id = await insert(1_000);
    await database.owner.db.delete(segments).where(eq(segments.id, id));
    expect(await counted()).toEqual({ hot: { objects: 0, bytes: 0, received: 1_000 } });
  });

  it('are not told of rows that only move to the partition of their month', async () => {
    const id = await insert(1_000, Date.parse('2035-03-31T00:00:00Z'));
    await database.db.delete(storageChanges);
    await ensurePartitions(database.db, Date.parse('2035-03-05T00:00:00Z') * 1000);
    expect(await counted()).toEqual({});
    await setState(id, 'archived');
    expect(await counted()).toMatchObject({ hot: { objects: -1 }, archived: { objects: 1 } });
  });
});
