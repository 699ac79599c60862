import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stopChild } from '../../scripts/processes/stop-child.ts';
import { workerFlags } from '../../scripts/start/worker-flags.ts';
import { heldOpen } from './held-open.ts';
import type { TosProcess } from './tos-process.ts';

const MAIN = fileURLToPath(new URL('../../workers/main.ts', import.meta.url));

const NODE_MAJOR = Number.parseInt(process.versions.node, 10);

export interface ArchiveWorker {
  readonly pid: number;
  stop(): Promise<void>;
}

/** The other jobs of the process would read, render and watch what the bench moves about. */
const QUIET_OTHERS = {
  THUMBNAIL_PROCESSES: '0',
  PRESSURE_EARLY_HOURS: '0',
  PRESSURE_FULL_HOURS: '0',
  HOT_MINIMUM_FREE_BYTES: '0',
  INTEGRITY_AT: '23:59',
  RETENTION_AT: '23:59',
};

/** The worker process as `npm start` runs it, with its window always open. */
export async function startArchiveWorker(
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
      EXPORTS_DIR: join(hotDir, '..', 'exports'),
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
