import { newId, RecordingId } from '@workcompanion/core/ids';
import { devices } from '@workcompanion/db/schema/devices';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { UserContext } from '../auth/user-context.ts';
import { giveGrant, withdrawGrant } from '../grants/give-grant.ts';
import { localDayOf } from '../people/local-day.ts';
import { readPersonDay } from '../people/read-person-day.ts';
import { atOnce } from '../testing/at-once.ts';
import { storeRecording } from '../testing/store-recording.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { reportView } from '../views/report-view.ts';
import { buildPlaylist } from './build-playlist.ts';
import { openSegment } from './open-segment.ts';

const MINUTE = 60_000_000;
/** Noon in Shanghai, so that all of it is one day there. */
const START = Date.UTC(2026, 10, 24, 4) * 1000;

let server: TestServer;
let admin: UserContext;
let viewer: UserContext;
beforeAll(async () => {
  server = await startTestServer();
  const ctx = server.context({ now: () => START + 60 * MINUTE });
  admin = await makeUser(ctx, ['admin']);
  viewer = await makeUser(ctx, ['manager']);
});
afterAll(() => server.close());

test('of a lent window only what lies wholly in it is given, until it is withdrawn', async () => {
  const recording = newId(RecordingId);
  const { device, segments } = await storeRecording(admin, { start: START, count: 4, recording });
  const [row] = await admin.db.select().from(devices).where(eq(devices.id, device.id));
  if (!row) throw new Error('no device');
  const person = row.personId;
  // From the middle of the first minute to the end of the third.
  const window = { footageFrom: START + MINUTE / 2, footageTo: START + 3 * MINUTE };
  const { id: grant } = await atOnce(
    giveGrant(admin, {
      user: viewer.user.id,
      right: 'watch',
      personId: person,
      teamId: null,
      ...window,
      expiresAt: START + 120 * MINUTE,
      reason: 'A complaint',
    }),
  );
  const all = { device: device.id, display: 'HDMI-1', from: START, to: START + 10 * MINUTE };
  const { signal } = new AbortController();
  const ids = segments.map(({ id }) => id);
  const open = async (id: (typeof ids)[number]) => {
    const request = { id, range: null, ifRange: null, headOnly: true, signal };
    return openSegment(viewer, request).then(
      () => 'open',
      (error: { code: string }) => error.code,
    );
  };

  const playlist = await buildPlaylist(viewer, all);
  expect(ids.map((id) => playlist.includes(id))).toEqual([false, true, true, false]);
  expect(await Promise.all(ids.map(open))).toEqual(['forbidden', 'open', 'open', 'forbidden']);

  const { date } = localDayOf(START, 'Asia/Shanghai');
  const day = await readPersonDay(viewer, { person, date });
  const pieces = day.lanes.flatMap((lane) => lane.pieces);
  expect(Math.min(...pieces.map(({ from }) => from))).toBe(window.footageFrom);
  expect(Math.max(...pieces.map(({ to }) => to))).toBe(window.footageTo);
  expect(day.recordedMicros).toBe(2.5 * MINUTE);

  const view = { device: device.id, display: 'HDMI-1', live: false };
  const beyond = reportView(viewer, { ...view, from: START, to: START + MINUTE });
  await expect(beyond).rejects.toMatchObject({ code: 'forbidden' });

  await withdrawGrant(admin, { grant });
  // As each request does that may change rights.
  admin.viewRights.forget();
  expect(await Promise.all(ids.map(open))).toEqual(ids.map(() => 'not-found'));
  await expect(buildPlaylist(viewer, all)).rejects.toMatchObject({ code: 'not-found' });
  await expect(readPersonDay(viewer, { person, date })).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('nobody lends to themselves, nor to who runs or audits the system', async () => {
  const wish = {
    right: 'watch' as const,
    personId: null,
    teamId: null,
    reason: 'Curious',
    footageFrom: null,
    footageTo: null,
    expiresAt: START + 120 * MINUTE,
  };
  const auditor = await makeUser(admin, ['auditor']);
  for (const user of [admin.user.id, auditor.user.id]) {
    await expect(giveGrant(admin, { ...wish, user })).rejects.toMatchObject({ code: 'forbidden' });
  }
  const year = { ...wish, user: viewer.user.id, expiresAt: START + 400 * 24 * 60 * MINUTE };
  await expect(giveGrant(admin, year)).rejects.toMatchObject({ code: 'invalid-input' });
});
