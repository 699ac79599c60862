import { newId, SegmentId } from '@workcompanion/core/ids';
import { segments } from '@workcompanion/db/schema/segments';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServerContext } from '../context.ts';
import { storeRecording } from '../testing/store-recording.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { PlayedSegments } from './played-segments.ts';

const SECOND = 1_000_000;
const NOW = Date.UTC(2026, 10, 24, 12) * 1000;

let server: TestServer;
let ctx: ServerContext;
beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context({ now: () => NOW });
});
afterAll(() => server.close());

async function storeSegment(): Promise<SegmentId> {
  const { segments: stored } = await storeRecording(ctx, { start: NOW - 60 * SECOND, count: 1 });
  return SegmentId.parse(stored[0]?.id);
}

test('what the catalogue says of a segment is remembered for two seconds', async () => {
  const played = new PlayedSegments();
  const id = await storeSegment();
  expect((await played.find(ctx.db, id, 0))?.segment.state).toBe('hot');
  await ctx.db.update(segments).set({ state: 'quarantined' }).where(eq(segments.id, id));
  expect((await played.find(ctx.db, id, SECOND))?.segment.state).toBe('hot');
  expect((await played.find(ctx.db, id, 2 * SECOND))?.segment.state).toBe('quarantined');
});

test('what a playlist was made of is known for as long', async () => {
  const played = new PlayedSegments();
  const id = await storeSegment();
  const rows = await ctx.db.select().from(segments).where(eq(segments.id, id));
  played.keepListed(rows, 'HDMI-1', 0);
  await ctx.db.update(segments).set({ state: 'cold' }).where(eq(segments.id, id));
  expect(await played.find(ctx.db, id, SECOND)).toMatchObject({
    segment: { id, state: 'hot' },
    display: 'HDMI-1',
  });
  expect((await played.find(ctx.db, id, 2 * SECOND))?.segment.state).toBe('cold');
});

test('that a segment is not there is never remembered', async () => {
  const played = new PlayedSegments();
  const id = await storeSegment();
  const { db } = ctx;
  // As one that another node receives.
  const nowhere = newId(SegmentId);
  expect(await played.find(db, nowhere, 0)).toBeNull();
  await server.owner.update(segments).set({ id: nowhere }).where(eq(segments.id, id));
  expect((await played.find(db, nowhere, 0))?.segment.id).toBe(nowhere);
});

test('one that proved to be damaged is looked up anew', async () => {
  const played = new PlayedSegments();
  const id = await storeSegment();
  await played.find(ctx.db, id, 0);
  await ctx.db.update(segments).set({ state: 'cold' }).where(eq(segments.id, id));
  played.forget(id);
  expect((await played.find(ctx.db, id, 0))?.segment.state).toBe('cold');
});
