import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAppError } from '@workcompanion/core/errors';
import { newId, RecordingId } from '@workcompanion/core/ids';
import { FolderStore } from '@workcompanion/core/storage/folder-store';
import { journalEntries } from '@workcompanion/db/schema/journal-entries';
import { segments } from '@workcompanion/db/schema/segments';
import { spans } from '@workcompanion/db/schema/spans';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ServerContext } from '../context.ts';
import { proveStatement } from '../journal/prove-statement.ts';
import { openSegment } from '../playback/open-segment.ts';
import { makeCold } from '../testing/make-cold.ts';
import { TestDevice } from '../testing/test-device.ts';
import { currentKey, makeSegment, type TestSegment, uploadOf } from '../testing/test-segment.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { adoptOrphan } from './adopt-orphan.ts';
import { receiveSegment } from './receive-segment.ts';

let server: TestServer;
let ctx: ServerContext;
let device: TestDevice;
let segment: TestSegment;
let statement: string;

beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context();
});
afterAll(() => server.close());

/** A segment that was received. */
beforeEach(async () => {
  device = await TestDevice.enrolled(ctx);
  const key = await currentKey(device.in(ctx));
  segment = makeSegment({ recording: newId(RecordingId), key });
  statement = await device.state(segment.body);
  await receiveSegment(device.in(ctx), uploadOf(segment, statement));
});

/** The database is as it was before. */
async function forget(): Promise<void> {
  const { owner: db } = server;
  await db.execute('alter table journal_entries disable trigger all');
  await db.delete(journalEntries).where(eq(journalEntries.deviceId, device.id));
  await db.delete(segments).where(eq(segments.deviceId, device.id));
  await db.delete(spans).where(eq(spans.deviceId, device.id));
}

async function adopt(): Promise<string | null> {
  const proven = await proveStatement(device.in(ctx).device, statement);
  if (proven.statement.kind !== 'segment') throw new Error('no segment');
  return await adoptOrphan(device.in(ctx), { ...proven, statement: proven.statement });
}

async function plain(): Promise<Buffer> {
  const viewer = await makeUser(ctx, ['compliance']);
  const { content } = await openSegment(viewer, {
    id: segment.id,
    range: null,
    ifRange: null,
    headOnly: false,
    signal: new AbortController().signal,
  });
  const chunks: Uint8Array[] = [];
  for await (const chunk of content?.chunks() ?? []) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('bytes without a row are taken back by their statement alone', () => {
  test('from the hot store', async () => {
    await forget();
    expect(await adopt()).toEqual(expect.any(String));
    expect((await plain()).equals(segment.plain)).toBe(true);
    expect(await ctx.db.select().from(spans).where(eq(spans.deviceId, device.id))).toHaveLength(1);
    // Again: the same receipt, nothing doubled.
    expect(await adopt()).toEqual(await adopt());
  });

  test('from the archive', async () => {
    await makeCold(ctx, new FolderStore(server.archiveDir), { device });
    await forget();
    expect(await adopt()).toEqual(expect.any(String));
    const [row] = await ctx.db.select().from(segments).where(eq(segments.id, segment.id));
    expect(row).toMatchObject({ state: 'cold', sha256: segment.body.sha256 });
    expect((await plain()).equals(segment.plain)).toBe(true);
  });
});

test('bytes that are not those signed, or nowhere, are not taken', async () => {
  await forget();
  const [name = ''] = (await server.files()).filter((each) => each.includes(segment.id));
  await appendFile(join(server.hotDir, name), 'x');
  expect(await adopt()).toBeNull();
  await ctx.hot.delete(name);
  const nowhere = await adopt().catch((error: unknown) => {
    // An archive folder without a single entry may as well not be mounted.
    if (!isAppError(error, 'archive-unavailable')) throw error;
    return null;
  });
  expect(nowhere).toBeNull();
  expect(await ctx.db.select().from(segments).where(eq(segments.id, segment.id))).toEqual([]);
});
