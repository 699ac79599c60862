import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FolderStore } from '@workcompanion/core/storage/folder-store';
import { FolderHotStore } from '@workcompanion/core/storage/hot/folder-hot-store';
import { createTestDatabase, type TestDatabase } from '@workcompanion/db/testing/test-database';
import { pino } from 'pino';
import type { Job, WorkerContext } from '../../job.ts';
import { type ArchiveOptions, DEFAULT_PACE } from '../archive-options.ts';
import { type Archive, openArchive } from '../open-archive.ts';
import { jobNamed } from './job-named.ts';

export interface ArchiveFixture {
  readonly database: TestDatabase;
  readonly folder: string;
  readonly hot: FolderHotStore;
  readonly ctx: WorkerContext;
  readonly stopping: AbortController;
  /** A process's archive, with short clocks. */
  open(options?: Partial<ArchiveOptions>): Archive;
  dispose(): Promise<void>;
}

/** A database, a hot folder and an archive folder of their own. */
export async function openArchiveFixture(): Promise<ArchiveFixture> {
  const database = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'archive-'));
  const hotDir = join(folder, 'hot');
  const stopping = new AbortController();
  const ctx: WorkerContext = {
    db: database.db,
    now: () => Date.now() * 1000,
    log: pino({ level: 'silent' }),
    stopping: stopping.signal,
    hot: new FolderHotStore(hotDir),
    thumbnails: new FolderStore(join(folder, 'thumbnails')),
    evidencePackages: new FolderStore(join(folder, 'evidence-packages')),
    journal: new FolderStore(join(folder, 'journal')),
    archive: new FolderStore(join(folder, 'archive')),
    masterKey: Buffer.alloc(32),
  };
  const opened: Archive[] = [];
  return {
    database,
    folder,
    hot: new FolderHotStore(hotDir),
    ctx,
    stopping,
    open(options = {}) {
      const archive = openArchive({ ...testOptions(folder, hotDir), ...options }, ctx);
      opened.push(archive);
      return archive;
    },
    async dispose() {
      for (const archive of opened) await archive.close();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export const TEST_PACE = {
  ...DEFAULT_PACE,
  leaseMs: 4_000,
  retryMs: 10,
  retryCeilingMs: 50,
  secondLookMs: 50,
  pauseMs: 50,
  pauseCeilingMs: 200,
  refusedMs: 60_000,
};

function testOptions(folder: string, hotDir: string): ArchiveOptions {
  return {
    store: { kind: 'folder', root: join(folder, 'archive') },
    hotStore: { folder: hotDir, bucket: null },
    slots: 4,
    mostSlots: 4,
    bytesPerSecond: null,
    window: null,
    minimumAgeMs: 3_600_000,
    sweepAfterMs: 0,
    pace: TEST_PACE,
  };
}

export function jobOf({ jobs }: Archive, name: string): Job {
  return jobNamed(jobs, name);
}
