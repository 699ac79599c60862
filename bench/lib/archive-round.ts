import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { archiveRuns } from '@workcompanion/db/schema/archive-runs';
import { stopChild } from '../../scripts/processes/stop-child.ts';
import { workerFlags } from '../../scripts/start/node-flags.ts';
import type { HotSegment } from '../../workers/archive/testing/insert-hot-segments.ts';
import { type ArchivePlace, busyAfter, setState, untilArchived } from './archive-place.ts';
import { heldOpen } from './held-open.ts';
import { cpuSeconds, peakResidentMib } from './process-usage.ts';
import type { TosProcess } from './tos-process.ts';

export interface ArchiveRound {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMib: number;
}

export interface BenchWorker {
  /** `rows` once more from the queue to the mark. */
  archive(): Promise<ArchiveRound>;
  stop(): Promise<void>;
}

export interface WorkerOptions {
  readonly rows: readonly HotSegment[];
  /** Archived first: the start of the process and of its thread is not what is measured. */
  readonly warmUp: readonly HotSegment[];
  readonly env?: NodeJS.ProcessEnv;
}

/** One worker process for all rounds of a shape, as one works all night. */
export async function startBenchWorker(
  place: ArchivePlace,
  sink: TosProcess,
  { rows, warmUp, env = {} }: WorkerOptions,
): Promise<BenchWorker> {
  await setState(place.db, rows, 'cold');
  // What the worker before left.
  await place.db.delete(archiveRuns);
  const worker = await startArchiveWorker(sink, place, env);
  const archived = warmUp.length + rows.length;
  try {
    await untilArchived(place.db, warmUp.length);
    let before = await busyAfter(place.db, 0);
    return {
      archive: async () => {
        await sink.forget();
        const measured = await round(place, { worker, rows, archived, before });
        before = measured.busy;
        return measured;
      },
      stop: worker.stop,
    };
  } catch (error) {
    await worker.stop();
    throw error;
  }
}

interface RoundOptions {
  readonly worker: ArchiveWorker;
  readonly rows: readonly HotSegment[];
  readonly archived: number;
  readonly before: number;
}

async function round(
  { db }: ArchivePlace,
  { worker, rows, archived, before }: RoundOptions,
): Promise<ArchiveRound & { readonly busy: number }> {
  const cpuBefore = cpuSeconds(worker.pid);
  await setState(db, rows, 'hot');
  await untilArchived(db, archived);
  const busy = await busyAfter(db, before);
  return {
    busy,
    seconds: (busy - before) / 1e6,
    cpuSeconds: cpuSeconds(worker.pid) - cpuBefore,
    peakMib: peakResidentMib(worker.pid),
  };
}

const MAIN = fileURLToPath(new URL('../../workers/main.ts', import.meta.url));

const NODE_MAJOR = Number.parseInt(process.versions.node, 10);

interface ArchiveWorker {
  readonly pid: number;
  stop(): Promise<void>;
}

/** Turns off other jobs of the process, which would work on the same files as the bench. */
const QUIET_OTHERS = {
  THUMBNAIL_PROCESSES: '0',
  PRESSURE_EARLY_HOURS: '0',
  PRESSURE_FULL_HOURS: '0',
  HOT_MINIMUM_FREE_BYTES: '0',
  INTEGRITY_AT: '23:59',
  RETENTION_AT: '23:59',
};

/** Starts the worker process as `npm start` does, with its night window always open. */
async function startArchiveWorker(
  sink: TosProcess,
  { databaseUrl, hotDir }: { readonly databaseUrl: string; readonly hotDir: string },
  env: NodeJS.ProcessEnv,
): Promise<ArchiveWorker> {
  const child = spawn(process.execPath, [...workerFlags(NODE_MAJOR), MAIN], {
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      HOT_DIR: hotDir,
      THUMBNAIL_DIR: join(hotDir, '..', 'thumbnails'),
      EVIDENCE_PACKAGES_DIR: join(hotDir, '..', 'evidence-packages'),
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
      // Nothing here is encrypted, but the workers do not start without one.
      MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
      MALLOC_ARENA_MAX: '2',
      ARCHIVE_KIND: 'tos',
      ARCHIVE_ENDPOINT: sink.endpoint,
      ARCHIVE_REGION: sink.credentials.region,
      ARCHIVE_BUCKET: sink.bucket,
      ARCHIVE_ACCESS_KEY_ID: sink.credentials.accessKeyId,
      ARCHIVE_SECRET_ACCESS_KEY: sink.credentials.secretAccessKey,
      ARCHIVE_TLS: 'false',
      ARCHIVE_WINDOW_START: '00:00',
      ARCHIVE_WINDOW_END: '00:00',
      ARCHIVE_MINIMUM_AGE_HOURS: '0',
      ...QUIET_OTHERS,
      ...env,
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (child.pid === undefined) throw new Error('the worker did not start');
  return heldOpen({ pid: child.pid, stop: () => stopChild(child, 15_000) });
}
