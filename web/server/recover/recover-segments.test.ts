import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { newId, RecordingId } from '@workcompanion/core/ids';
import { BucketHotStore } from '@workcompanion/core/storage/hot/bucket-hot-store';
import { putBytes } from '@workcompanion/core/storage/put-bytes';
import { openTestTos, PATIENT } from '@workcompanion/core/storage/testing/open-test-tos';
import { journalEntries } from '@workcompanion/db/schema/journal-entries';
import { segments } from '@workcompanion/db/schema/segments';
import { spans } from '@workcompanion/db/schema/spans';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServerContext } from '../context.ts';
import { openSegment } from '../playback/open-segment.ts';
import { receiveSegment } from '../recorder/receive-segment.ts';
import { TestDevice } from '../testing/test-device.ts';
import { currentKey, makeSegment, type TestSegment, uploadOf } from '../testing/test-segment.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '..', '..', '..');

let server: TestServer;
let tos: Awaited<ReturnType<typeof openTestTos>>;
let ctx: ServerContext;
let folder: string;
beforeAll(async () => {
  server = await startTestServer();
  tos = await openTestTos(PATIENT);
  folder = await mkdtemp(join(tmpdir(), 'recover-'));
  ctx = { ...server.context(), hot: new BucketHotStore(tos.store, join(folder, 'hot')) };
});
afterAll(async () => {
  await tos.dispose();
  await server.close();
  await rm(folder, { recursive: true });
});

async function recorded(device: TestDevice, count: number): Promise<TestSegment[]> {
  const key = await currentKey(device.in(ctx));
  const recording = newId(RecordingId);
  const all = Array.from({ length: count }, (_, sequence) =>
    makeSegment({
      recording,
      key,
      sequence,
      start: Date.now() * 1000 - (9 - sequence) * 60_000_000,
    }),
  );
  for (const segment of all) {
    const statement = await device.state(segment.body);
    await receiveSegment(device.in(ctx), uploadOf(segment, statement));
  }
  return all;
}

/** The database is as it was before. */
async function forget(device: TestDevice): Promise<void> {
  const { owner: db } = server;
  await db.execute('alter table journal_entries disable trigger all');
  await db.delete(journalEntries).where(eq(journalEntries.deviceId, device.id));
  await db.execute('alter table journal_entries enable trigger all');
  await db.delete(segments).where(eq(segments.deviceId, device.id));
  await db.delete(spans).where(eq(spans.deviceId, device.id));
}

async function plainOf({ id }: TestSegment): Promise<Buffer> {
  const viewer = await makeUser(ctx, ['compliance']);
  const { signal } = new AbortController();
  const wish = { id, range: null, ifRange: null, headOnly: false, signal };
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await openSegment(viewer, wish)).content?.chunks() ?? []) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** As an operator does it. */
async function recover() {
  const { credentials, endpoint, bucket } = tos.server;
  return await run(process.execPath, [join(ROOT, 'scripts', 'recover.ts')], {
    env: {
      ...process.env,
      DATA_DIR: folder,
      DATABASE_URL: server.databaseUrl,
      MASTER_KEY: server.masterKey.toString('hex'),
      ARCHIVE_KIND: 'off',
      HOT_KIND: 'tos',
      HOT_ENDPOINT: endpoint,
      HOT_REGION: credentials.region,
      HOT_BUCKET: bucket,
      HOT_ACCESS_KEY_ID: credentials.accessKeyId,
      HOT_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      HOT_TLS: 'false',
      LOG_LEVEL: 'fatal',
    },
  });
}

describe('npm run recover', () => {
  test('gives segments of a bucket their rows again, and says which it can not', async () => {
    const [device, kept] = [await TestDevice.enrolled(ctx), await TestDevice.enrolled(ctx)];
    const lost = await recorded(device, 3);
    await recorded(kept, 1);
    await forget(device);
    const bare = `${device.id}/2026/03/29/${newId(RecordingId)}-0123456789abcdef.ts`;
    await putBytes(tos.store, bare, Buffer.from('x'));

    const { stdout } = await recover();
    expect(stdout).toContain(`${bare}: statement-invalid`);
    expect(stdout).toContain('5 segments lie there: 1 known, 3 taken back, 1 not.');
    for (const segment of lost) expect((await plainOf(segment)).equals(segment.plain)).toBe(true);
    expect(await ctx.db.$count(spans, eq(spans.deviceId, device.id))).toBe(1);

    const again = await recover();
    expect(again.stdout).toContain('5 segments lie there: 4 known, 0 taken back, 1 not.');
  }, 120_000);
});
