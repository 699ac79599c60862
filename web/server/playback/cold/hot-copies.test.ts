import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import { newId, RecordingId } from '@workcompanion/core/ids';
import type { ColdCache } from '@workcompanion/core/storage/cold-cache/cold-cache';
import { FolderStore } from '@workcompanion/core/storage/folder-store';
import { BucketHotStore } from '@workcompanion/core/storage/hot/bucket-hot-store';
import { putBytes } from '@workcompanion/core/storage/put-bytes';
import { openTestTos, PATIENT } from '@workcompanion/core/storage/testing/open-test-tos';
import { sendNotice } from '@workcompanion/db/notices';
import { segments } from '@workcompanion/db/schema/segments';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { UserContext } from '../../auth/user-context.ts';
import type { ServerContext } from '../../context.ts';
import { hearOtherNodes } from '../../hear-other-nodes.ts';
import { receiveSegment } from '../../recorder/receive-segment.ts';
import { TestDevice } from '../../testing/test-device.ts';
import { currentKey, makeSegment, uploadOf } from '../../testing/test-segment.ts';
import { startTestServer, type TestServer } from '../../testing/test-server.ts';
import { makeUser } from '../../testing/test-user.ts';
import { openSegment } from '../open-segment.ts';

let server: TestServer;
let tos: Awaited<ReturnType<typeof openTestTos>>;
let ctx: ServerContext;
let copies: ColdCache;
let viewer: UserContext;
let folder: string;
beforeAll(async () => {
  server = await startTestServer();
  folder = await mkdtemp(join(tmpdir(), 'hot-copies-'));
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  tos = await openTestTos(PATIENT);
  const base = server.context();
  if (base.cold === null) throw new Error('no archive');
  copies = base.cold.cache;
  ctx = { ...base, hot: new BucketHotStore(tos.store, folder), hotCopies: copies };
  viewer = await makeUser(ctx, ['compliance']);
});
afterEach(() => tos.dispose());

async function record() {
  const device = await TestDevice.enrolled(ctx);
  const key = await currentKey(device.in(ctx));
  const segment = makeSegment({ recording: newId(RecordingId), key, plainBytes: 188 * 2_000 });
  const statement = await device.state(segment.body);
  await receiveSegment(device.in(ctx), uploadOf(segment, statement));
  const [row] = await ctx.db.select().from(segments).where(eq(segments.id, segment.id));
  if (!row) throw new Error('no row');
  return { ...segment, device, objectKey: segmentObjectKey(row) };
}
type Recorded = Awaited<ReturnType<typeof record>>;

async function play({ id }: Recorded, range: string | null = null): Promise<Buffer> {
  const { signal } = new AbortController();
  const { content } = await openSegment(viewer, {
    id,
    range,
    ifRange: null,
    headOnly: false,
    signal,
  });
  const chunks: Uint8Array[] = [];
  for await (const chunk of content?.chunks() ?? []) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

const gets = () => tos.server.stats.requests['get'] ?? 0;

async function played(): Promise<Recorded> {
  const segment = await record();
  expect((await play(segment)).equals(segment.plain)).toBe(true);
  await expect.poll(() => copies.has(segment.objectKey)).toBe(true);
  return segment;
}

async function destroy({ id }: Recorded): Promise<void> {
  await server.owner.update(segments).set({ state: 'shredded' }).where(eq(segments.id, id));
}

describe('footage of a hot bucket', () => {
  test('is fetched once by a node, and plays from its copy from then on', async () => {
    const segment = await played();
    expect((await play(segment)).equals(segment.plain)).toBe(true);
    expect((await play(segment, 'bytes=188-375')).equals(segment.plain.subarray(188, 376))).toBe(
      true,
    );
    expect(gets()).toBe(1);
  });

  test('is forgotten by every node when it is destroyed', async () => {
    const [segment, other] = [await played(), await played()];
    const listener = hearOtherNodes(ctx, server.databaseUrl);
    try {
      await expect.poll(() => ctx.watchNotifier.hearsOthers, { timeout: 15_000 }).toBe(true);
      await destroy(segment);
      await sendNotice(ctx.db, 'footage-destroyed', segment.device.id);
      await expect.poll(() => copies.has(segment.objectKey), { timeout: 15_000 }).toBe(false);
      expect(copies.has(other.objectKey)).toBe(true);
    } finally {
      await listener.stop();
    }
  });

  test('is forgotten by a node that could not be told, as soon as it hears again', async () => {
    const segment = await played();
    await destroy(segment);
    const listener = hearOtherNodes(ctx, server.databaseUrl);
    try {
      await expect.poll(() => copies.has(segment.objectKey), { timeout: 15_000 }).toBe(false);
    } finally {
      await listener.stop();
    }
  });

  test('that the bucket has damaged is found out, and plays from the archive', async () => {
    const segment = await record();
    await putBytes(new FolderStore(server.archiveDir), segment.objectKey, segment.ciphertext);
    await ctx.db.update(segments).set({ state: 'archived' }).where(eq(segments.id, segment.id));
    const stored = tos.server.objects.get(segment.objectKey);
    stored?.bytes.fill(0, 1_000, 1_010);
    await play(segment).catch(() => undefined);
    expect((await play(segment)).equals(segment.plain)).toBe(true);
  });
});
