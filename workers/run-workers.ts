import { loadMasterKey } from '@workcompanion/core/crypto/load-master-key';
import { archiveStoreOptions } from '@workcompanion/core/storage/archive/archive-store-options';
import { openArchiveStore } from '@workcompanion/core/storage/archive/open-archive-store';
import { FolderStore } from '@workcompanion/core/storage/folder-store';
import { PackFolder } from '@workcompanion/core/storage/pack-folder';
import { connect } from '@workcompanion/db/client';
import { migrate } from '@workcompanion/db/migrate';
import type { Logger } from 'pino';
import { archiveOptionsOf } from './archive/archive-options-of.ts';
import { openArchive } from './archive/open-archive.ts';
import type { Env } from './env.ts';
import { archiveSettings } from './health/archive-settings.ts';
import { reportProcess } from './health/report-process.ts';
import { withdrawProcess } from './health/withdraw-process.ts';
import { integrityJobs } from './integrity/integrity-jobs.ts';
import type { Job, WorkerContext } from './job.ts';
import { keepPartitions } from './jobs/keep-partitions.ts';
import { sweepOneTimeLinks } from './jobs/sweep-one-time-links.ts';
import { openPressure } from './pressure/open-pressure.ts';
import { pressureOptionsOf } from './pressure/pressure-options-of.ts';
import { PROCESS_NAME } from './process-name.ts';
import { retentionJob } from './retention/retention-job.ts';
import { type JobHealth, runJob } from './run-job.ts';
import { openThumbnails } from './thumbnails/open-thumbnails.ts';
import { thumbnailOptionsOf } from './thumbnails/thumbnail-options.ts';

const JOBS: readonly Job[] = [keepPartitions, sweepOneTimeLinks];

const CONNECTIONS = 8;
/** To the archive, for everything but archiving. */
const ARCHIVE_CONNECTIONS = 4;
const HEALTH_EVERY_MS = 5 * 60_000;

/** The life of the worker process: until `stopping`, and then until every job has come to rest. */
export async function runWorkers(env: Env, log: Logger, stopping: AbortSignal): Promise<void> {
  const archiveOptions = archiveOptionsOf(env);
  const store = archiveStoreOptions(env, ARCHIVE_CONNECTIONS);
  const masterKey = await loadMasterKey(env);
  await migrate(env.DATABASE_URL);
  const database = connect(env.DATABASE_URL, {
    max: CONNECTIONS,
    applicationName: 'workcompanion workers',
    onIdleError: (err) => log.warn({ err }, 'an idle database connection broke'),
  });
  const ctx: WorkerContext = {
    db: database.db,
    now: () => Date.now() * 1000,
    log,
    stopping,
    hot: new FolderStore(env.HOT_DIR),
    thumbnails: new PackFolder(env.THUMBNAIL_DIR),
    archive: store === null ? null : openArchiveStore(store),
    masterKey,
  };
  const pressure = openPressure(pressureOptionsOf(env, archiveOptions));
  const archive =
    archiveOptions && openArchive({ ...archiveOptions, urgency: pressure.urgency }, ctx);
  const thumbnails = openThumbnails(thumbnailOptionsOf(env));
  const report = reportProcess({
    name: PROCESS_NAME,
    startedAt: ctx.now(),
    archive: archiveOptions && archiveSettings(archiveOptions),
    jobs: () => watched.map(({ job, health }) => ({ name: job.name, ...health })),
  });
  const retention = retentionJob({
    at: env.RETENTION_AT,
    timeZone: env.ARCHIVE_TIME_ZONE,
    cacheDir: env.COLD_CACHE_DIR,
  });
  const integrity = integrityJobs({
    at: env.INTEGRITY_AT,
    timeZone: env.ARCHIVE_TIME_ZONE,
    ffmpeg: env.FFMPEG,
    sample: { objects: env.INTEGRITY_SAMPLE_OBJECTS, bytes: env.INTEGRITY_SAMPLE_BYTES },
  });
  const jobs = [
    report,
    ...pressure.jobs,
    ...JOBS,
    retention,
    ...integrity,
    ...thumbnails,
    ...(archive?.jobs ?? []),
  ];
  const watched: readonly WatchedJob[] = jobs.map((job) => ({
    job,
    health: { runs: 0, failures: 0 },
  }));
  const timer = setInterval(() => logHealth(log, watched), HEALTH_EVERY_MS);
  try {
    log.info({ jobs: jobs.map((job) => job.name) }, 'workers are up');
    await Promise.all(watched.map(({ job, health }) => runJob(job, ctx, health)));
  } finally {
    clearInterval(timer);
    try {
      await archive?.close();
      await withdrawProcess(ctx, PROCESS_NAME);
    } finally {
      await database.close();
    }
  }
}

interface WatchedJob {
  readonly job: Job;
  readonly health: JobHealth;
}

function logHealth(log: Logger, watched: readonly WatchedJob[]): void {
  const failing = watched.filter(({ health }) => health.failures > 0).map(({ job }) => job.name);
  const jobs = Object.fromEntries(watched.map(({ job, health }) => [job.name, health]));
  const facts = { jobs, rssBytes: process.memoryUsage.rss() };
  if (failing.length > 0) log.warn({ ...facts, failing }, 'workers are alive, and some jobs fail');
  else log.info(facts, 'workers are alive');
}
