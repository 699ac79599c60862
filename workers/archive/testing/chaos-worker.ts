import { FolderStore } from '@workcompanion/core/storage/folder-store';
import { FolderHotStore } from '@workcompanion/core/storage/hot/folder-hot-store';
import { connect } from '@workcompanion/db/client';
import { pino } from 'pino';
import { runJob } from '../../run-job.ts';
import type { ArchiveOptions } from '../archive-options.ts';
import { openArchive } from '../open-archive.ts';

export interface ChaosWorkerOptions {
  readonly databaseUrl: string;
  readonly archive: ArchiveOptions;
  /** The thread's program, if it is another than the real one. */
  readonly thread?: string;
}

/** The jobs are asked for more often than in earnest. */
const LOOK_EVERY_MS = 100;

/** A worker process with the archive's jobs only, made to be killed. Ends with its parent. */
const { databaseUrl, archive: options, thread } = ownOptions(process.env['CHAOS_WORKER']);
const stopping = new AbortController();
process.on('SIGTERM', () => stopping.abort());
process.stdin.once('end', () => process.exit(1)).resume();
const database = connect(databaseUrl, { applicationName: 'chaos worker' });
const ctx = {
  db: database.db,
  now: () => Date.now() * 1000,
  log: pino({ level: 'silent' }),
  stopping: stopping.signal,
  hot: new FolderHotStore(options.hotStore.folder),
  thumbnails: new FolderStore('never-used'),
  evidencePackages: new FolderStore('never-used'),
  journal: new FolderStore('never-used'),
  archive: null,
  masterKey: Buffer.alloc(32),
};
const archive = openArchive(options, ctx, thread === undefined ? undefined : new URL(thread));
process.stdout.write('up\n');
await Promise.all(
  archive.jobs.map((job) =>
    runJob({ ...job, everyMs: LOOK_EVERY_MS }, ctx, { runs: 0, failures: 0 }),
  ),
);
await archive.close();
await database.close();
process.stdin.destroy();

/** Safe: only `startChaosWorker` starts this program. */
function ownOptions(text: string | undefined): ChaosWorkerOptions {
  return JSON.parse(text ?? '{}') as ChaosWorkerOptions;
}
