import { newId, RecordingId } from '@workcompanion/core/ids';
import { devices } from '@workcompanion/db/schema/devices';
import { integrityFindings, integrityRuns } from '@workcompanion/db/schema/integrity-runs';
import { segments } from '@workcompanion/db/schema/segments';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NOT_FOUND } from '../../contract/people.ts';
import type { UserContext } from '../auth/user-context.ts';
import { localDayOf } from '../people/local-day.ts';
import { readPersonDay } from '../people/read-person-day.ts';
import { type StoredRecording, storeRecording } from '../testing/store-recording.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { buildPlaylist } from './build-playlist.ts';

const MINUTE = 60_000_000;
/** Noon in Shanghai, so that all of it is one day there. */
const START = Date.UTC(2026, 10, 24, 4) * 1000;

let server: TestServer;
let viewer: UserContext;
let recorded: StoredRecording;
beforeAll(async () => {
  server = await startTestServer();
  const ctx = server.context({ now: () => START + 60 * MINUTE });
  viewer = await makeUser(ctx, ['compliance']);
  recorded = await storeRecording(ctx, { start: START, count: 5, recording: newId(RecordingId) });
});
afterAll(() => server.close());

function change(index: number, values: Partial<typeof segments.$inferInsert>) {
  const segment = recorded.segments[index];
  if (segment === undefined) throw new Error(`no segment ${index}`);
  return viewer.db.update(segments).set(values).where(eq(segments.id, segment.id));
}

/** What the checks of the archive have found of a segment. */
async function find(index: number): Promise<void> {
  const [run] = await viewer.db
    .insert(integrityRuns)
    .values({ kind: 'reconciliation', startedAt: 1, updatedAt: 1, endedAt: 2 })
    .returning();
  await viewer.db.insert(integrityFindings).values({
    runId: run?.id ?? 0,
    kind: 'missing',
    objectKey: `object-${index}`,
    segmentId: recorded.segments[index]?.id ?? null,
    foundAt: START,
  });
}

async function playlist(): Promise<string> {
  const { device } = recorded;
  const window = { display: 'HDMI-1', from: START, to: START + 30 * MINUTE };
  return await buildPlaylist(viewer, { device: device.id, ...window });
}

async function pieces() {
  const [row] = await viewer.db.select().from(devices).where(eq(devices.id, recorded.device.id));
  if (row === undefined) throw new Error('no device');
  const { date } = localDayOf(START, 'Asia/Shanghai');
  const [lane] = (await readPersonDay(viewer, { person: row.personId, date })).lanes;
  return lane?.pieces.map(({ kind, cause, from, to }) => [
    kind,
    cause,
    (from - START) / MINUTE,
    (to - START) / MINUTE,
  ]);
}

test('what is known to be lost is left out of the playlist, and named in it and in the day', async () => {
  await change(1, { state: 'quarantined', lastError: 'blob-missing' });
  await change(2, { state: 'cold' });
  await find(2);
  // In quarantine for another reason: its bytes are here, and play.
  await change(3, { state: 'quarantined', lastError: 'unavailable' });

  const told = await playlist();
  expect(recorded.segments.map(({ id }) => told.includes(id))).toEqual([
    true,
    false,
    false,
    true,
    true,
  ]);
  expect(told).toContain('#not-found:2026-11-24T04:01:00.000Z,60.000000\n');
  expect(told).toContain('#not-found:2026-11-24T04:02:00.000Z,60.000000\n');
  expect(told).toContain('#EXT-X-DISCONTINUITY\n#EXT-X-PROGRAM-DATE-TIME:2026-11-24T04:03:00.000Z');
  expect(await pieces()).toEqual([
    ['span', null, 0, 1],
    ['gap', NOT_FOUND, 1, 3],
    ['span', null, 3, 5],
  ]);
});

test('what is found again plays again', async () => {
  await change(1, { state: 'hot', lastError: null });
  await viewer.db.update(integrityFindings).set({ resolvedAt: START });
  const told = await playlist();
  expect(recorded.segments.every(({ id }) => told.includes(id))).toBe(true);
  expect(told).not.toContain('#not-found');
  expect(await pieces()).toEqual([['span', null, 0, 5]]);
});
