import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wrapKey } from '@workcompanion/core/crypto/wrap-key';
import { type DeviceId, KeyId, newId, RecordingId } from '@workcompanion/core/ids';
import { FolderStore } from '@workcompanion/core/storage/folder-store';
import { PackFolder } from '@workcompanion/core/storage/pack-folder';
import { dataKeys } from '@workcompanion/db/schema/data-keys';
import { recordings } from '@workcompanion/db/schema/recordings';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import { createTestDatabase, type TestDatabase } from '@workcompanion/db/testing/test-database';
import { pino } from 'pino';
import type { WorkerContext } from '../../job.ts';

export interface ThumbnailFixture {
  readonly database: TestDatabase;
  readonly ctx: WorkerContext;
  /** The files of the packs, by relative path. */
  packFiles(): Promise<string[]>;
  /** A new recording of a new device, with a data key. */
  record(display?: string): Promise<TestRecording>;
  dispose(): Promise<void>;
}

export interface TestRecording {
  readonly deviceId: DeviceId;
  readonly recordingId: RecordingId;
  readonly keyId: KeyId;
  readonly key: Buffer;
}

/** A database and folders of their own. */
export async function openThumbnailFixture(): Promise<ThumbnailFixture> {
  const database = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'thumbnails-'));
  const packs = join(folder, 'thumbnails');
  const ctx: WorkerContext = {
    db: database.db,
    now: () => Date.now() * 1000,
    log: pino({ level: 'silent' }),
    stopping: new AbortController().signal,
    hot: new FolderStore(join(folder, 'hot')),
    thumbnails: new PackFolder(packs),
    archive: null,
    masterKey: randomBytes(32),
  };
  return {
    database,
    ctx,
    packFiles: () => filesBelow(packs),
    record: (display = 'HDMI-1') => insertRecording(ctx, display),
    async dispose() {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function insertRecording(ctx: WorkerContext, display: string): Promise<TestRecording> {
  const deviceId = await insertDevice(ctx.db);
  const recording = {
    deviceId,
    recordingId: newId(RecordingId),
    keyId: newId(KeyId),
    key: randomBytes(16),
  };
  await ctx.db.insert(recordings).values({ id: recording.recordingId, deviceId, display });
  await ctx.db.insert(dataKeys).values({
    id: recording.keyId,
    deviceId,
    windowFrom: 0,
    windowTo: ctx.now() + 86_400_000_000,
    wrapped: wrapKey(ctx.masterKey, recording.key, recording.keyId),
    origin: 'issued',
    createdAt: 0,
  });
  return recording;
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}
