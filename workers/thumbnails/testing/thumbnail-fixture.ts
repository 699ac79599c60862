import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodePackParts, thumbnailObjectKey } from '@workcompanion/core/footage/thumbnail-pack';
import type { DeviceId } from '@workcompanion/core/ids';
import { FolderStore } from '@workcompanion/core/storage/folder-store';
import { FolderHotStore } from '@workcompanion/core/storage/hot/folder-hot-store';
import { thumbnailPacks } from '@workcompanion/db/schema/thumbnail-packs';
import { createTestDatabase, type TestDatabase } from '@workcompanion/db/testing/test-database';
import { eq } from 'drizzle-orm';
import { pino } from 'pino';
import type { WorkerContext } from '../../job.ts';
import { insertRecording, type TestRecording } from './insert-recording.ts';

export interface ThumbnailFixture {
  readonly database: TestDatabase;
  readonly ctx: WorkerContext;
  /** The folder of the packs. */
  readonly packRoot: string;
  /** The files of the packs, by relative path. */
  packFiles(): Promise<string[]>;
  /** Those of them in which a device has a part. */
  filesOf(deviceId: DeviceId): Promise<string[]>;
  /** A new recording of a new device, with a data key. */
  record(display?: string): Promise<TestRecording>;
  dispose(): Promise<void>;
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
    hot: new FolderHotStore(join(folder, 'hot')),
    thumbnails: new FolderStore(packs),
    evidencePackages: new FolderStore(packs),
    journal: new FolderStore(packs),
    archive: null,
    masterKey: randomBytes(32),
  };
  return {
    database,
    ctx,
    packRoot: packs,
    packFiles: () => filesBelow(packs),
    async filesOf(deviceId) {
      const files = await filesBelow(packs);
      const rows = await database.db
        .select({ parts: thumbnailPacks.parts })
        .from(thumbnailPacks)
        .where(eq(thumbnailPacks.deviceId, deviceId));
      const parts = rows.flatMap((row) => decodePackParts(row.parts));
      const keys = new Set(parts.map(({ object }) => thumbnailObjectKey(object)));
      return files.filter((file) => keys.has(file));
    },
    record: (display = 'HDMI-1') => insertRecording(ctx, display),
    async dispose() {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}
