import { dataKeys } from '@workcompanion/db/schema/data-keys';
import { devices } from '@workcompanion/db/schema/devices';
import { segments } from '@workcompanion/db/schema/segments';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UserContext } from '../auth/user-context.ts';
import { readPersonDay } from '../people/read-person-day.ts';
import { buildPlaylist } from '../playback/build-playlist.ts';
import { receiveSegment } from '../recorder/receive-segment.ts';
import { storeRecording } from '../testing/store-recording.ts';
import { currentKey, makeSegment, uploadOf } from '../testing/test-segment.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';

const MINUTE = 60_000_000;
/** 10:00 in Shanghai, where the person of the tests is. */
const START = Date.parse('2026-03-02T02:00:00Z') * 1000;

let server: TestServer;
let ctx: UserContext;
beforeEach(async () => {
  server = await startTestServer();
  ctx = await makeUser(server.context(), ['compliance']);
});
afterEach(() => server.close());

describe('footage that was deleted', () => {
  it('is a gap of its own on the timeline, and no part of a playlist', async () => {
    const { device, segments: stored } = await storeRecording(ctx, { start: START, count: 4 });
    const [row] = await ctx.db.select().from(devices).where(eq(devices.id, device.id));
    if (!row || !stored[1]) throw new Error('four segments were stored');
    await ctx.db.update(segments).set({ state: 'shredded' }).where(eq(segments.id, stored[1].id));
    const ask = { person: row.personId, date: '2026-03-02' };
    const pieces = async () => (await readPersonDay(ctx, ask)).lanes[0]?.pieces ?? [];
    // The keys tell whether there is anything to look for.
    expect((await pieces()).map(({ cause }) => cause)).not.toContain('deleted');
    await ctx.db.update(dataKeys).set({ wrapped: null, destroyedAt: START });

    const bytes = stored.map(({ body }) => body.bytes).reduce((sum, each) => sum + each, 0);
    const left = (await readPersonDay(ctx, ask)).storedBytes;
    expect(Math.abs(left - (bytes * 3) / 4)).toBeLessThan(2);
    const known = (await pieces()).filter(({ from }) => from < START + 4 * MINUTE);
    expect(known).toMatchObject([
      { kind: 'span', from: START, to: START + MINUTE },
      { kind: 'gap', cause: 'deleted', from: START + MINUTE, to: START + 2 * MINUTE },
      { kind: 'span', from: START + 2 * MINUTE, to: START + 4 * MINUTE },
    ]);
    const playlist = await buildPlaylist(ctx, {
      device: device.id,
      display: 'HDMI-1',
      from: START,
      to: START + 4 * MINUTE,
    });
    expect(playlist).not.toContain(stored[1].id);
    expect(playlist.match(/\/api\/playback\/segments\//g)).toHaveLength(3);
  });

  it.each([
    ['in memory', false],
    ['forgotten', true],
  ])('is not taken again from a late recorder, its key still %s', async (_, forget) => {
    const {
      device,
      recording,
      segments: stored,
    } = await storeRecording(ctx, {
      start: START,
      count: 1,
    });
    const [first] = stored;
    const issued = await currentKey(device.in({ ...ctx, now: () => START }));
    if (!first) throw new Error('one segment was stored');
    await ctx.db.update(dataKeys).set({ wrapped: null, destroyedAt: START });
    if (forget) ctx.dataKeys.clear();
    const start = START + MINUTE;
    const late = makeSegment({ recording, key: issued, sequence: 1, start });
    const upload = uploadOf(late, await device.state(late.body, { at: start }));
    await expect(receiveSegment(device.in(ctx), upload)).rejects.toMatchObject({
      code: 'key-window-mismatch',
      retryable: false,
    });
    expect(await ctx.db.$count(segments)).toBe(1);
    expect(await server.files()).toHaveLength(1);
  });
});
