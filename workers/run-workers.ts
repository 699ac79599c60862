import { loadMasterKey } from '@workcompanion/core/crypto/load-master-key';
import { archiveStoreOptions } from '@workcompanion/core/storage/archive/archive-store-options';
import { openArchiveStore } from '@workcompanion/core/storage/archive/open-archive-store';
import { hotStoreOptions, openHotStore } from '@workcompanion/core/storage/hot/open-hot-store';
import {
  objectStoreOptions,
  openObjectStores,
} from '@workcompanion/core/storage/objects/open-object-stores';
import { assertMasterKey, assertSchema } from '@workcompanion/db/assert-usable';
import { awaitDatabase } from '@workcompanion/db/await-database';
import { connect, type DatabaseConnection } from '@workcompanion/db/client';
import { DATABASE_FULL } from '@workcompanion/db/database-failure';
import { FailureTally, tellIdleBreaks } from '@workcompanion/db/failure-tally';
import { COULD_CHANGE_RECORD, lookAtRole } from '@workcompanion/db/health/look-at-role';
import { connectProbe, readinessLook } from '@workcompanion/db/health/readiness';
import { migrate } from '@workcompanion/db/migrate';
import { readInstallationId } from '@workcompanion/db/stores/installation-id';
import { openMarkers, type StoreMarkers } from '@workcompanion/db/stores/open-markers';
import type { Logger } from 'pino';
import type { WorkerEnv } from './env.ts';
import { reportProcess, withdrawProcess } from './health/report-process.ts';
import { serveHealth } from './health/serve-health.ts';
import { renderWorkerMetrics } from './health/worker-metrics.ts';
import type { Job, WorkerContext } from './job.ts';
import type { OpenedJobs, openJobs } from './open-jobs.ts';
import { PROCESS_NAME } from './process-name.ts';
import { type JobHealth, runJob } from './run-job.ts';
import { restWithoutStores, watchStores } from './stores/watch-stores.ts';
import type { StatusLine } from './terminal/status-line.ts';

const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 120_000;
/** To the archive, for everything but archiving. */
const ARCHIVE_CONNECTIONS = 4;
const HEALTH_EVERY_MS = 5 * 60_000;

/** What a process of ours does, and under which name. */
export interface WorkerKind {
  readonly service: 'workers' | 'text-reader';
  readonly openJobs: (...given: Parameters<typeof openJobs>) => OpenedJobs;
  /** 0: it answers nowhere. */
  readonly healthPort: (env: WorkerEnv) => number;
}

export interface WorkersHost {
  readonly kind: WorkerKind;
  readonly log: Logger;
  /** Null where nobody sits before a terminal. */
  readonly line: StatusLine | null;
  readonly stopping: AbortSignal;
}

/** The life of the worker process: until `stopping`, and then until every job has come to rest. */
export async function runWorkers(
  env: WorkerEnv,
  { kind, log, line, stopping }: WorkersHost,
): Promise<void> {
  const masterKey = await loadMasterKey(env);
  await awaitDatabase(env.DATABASE_URL);
  if (env.MIGRATE_ON_START) await migrate(env.DATABASE_URL);
  const database = connect(env.DATABASE_URL, {
    max: env.WORKERS_DATABASE_CONNECTIONS,
    connectTimeoutMs: CONNECT_TIMEOUT_MS,
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    applicationName: `workcompanion ${kind.service}`,
    onIdleError: tellIdleBreaks(FailureTally.of(log)),
  });
  try {
    await assertSchema(database.db);
    const { state: databaseRole } = await lookAtRole(database.db);
    if (databaseRole !== 'restricted') log.warn({ databaseRole }, COULD_CHANGE_RECORD);
    await assertMasterKey(database.db, masterKey);
    await workOn(env, {
      database,
      masterKey,
      kind,
      log,
      line,
      stopping,
    });
  } finally {
    await database.close();
  }
}

interface WorkersParts extends WorkersHost {
  readonly database: DatabaseConnection;
  readonly masterKey: Buffer;
}

async function workOn(
  env: WorkerEnv,
  { database, masterKey, kind, log, line, stopping }: WorkersParts,
): Promise<void> {
  const { db, pool } = database;
  const installation = await readInstallationId(db);
  const store = archiveStoreOptions(env, ARCHIVE_CONNECTIONS, installation);
  const archive = store === null ? null : openArchiveStore(store);
  const hotStore = hotStoreOptions(env, installation);
  const hot = openHotStore(hotStore);
  const objectStore = objectStoreOptions(env, installation);
  const objects = openObjectStores(objectStore);
  const markers = openMarkers(
    {
      hotDir: env.HOT_DIR,
      thumbnailsDir: env.THUMBNAIL_DIR,
      evidencePackagesDir: env.EVIDENCE_PACKAGES_DIR,
      journalDir: env.JOURNAL_DIR,
      archive: store,
    },
    {
      installation,
      remote: archive,
      hotBucket: hotStore.bucket === null ? null : hot,
      objectStores: objectStore.bucket === null ? null : objects,
    },
  );
  const ctx: WorkerContext = {
    db,
    now: () => Date.now() * 1000,
    log,
    stopping,
    hot,
    thumbnails: objects.thumbnails,
    evidencePackages: objects['evidence-packages'],
    journal: objects.journal,
    archive,
    masterKey,
  };
  const opened = kind.openJobs(env, ctx, { line, installation });
  const report = reportProcess({
    name: PROCESS_NAME,
    startedAt: ctx.now(),
    archive: opened.archive,
    jobs: () => watched.map(({ job, health }) => ({ name: job.name, ...health })),
  });
  const stores = watchStores(markers);
  // Before the jobs: they would rest beside a store that is only new.
  await stores.run(ctx);
  const jobs = opened.jobs.map((job) => restWithoutStores(job, markers));
  // Whether anybody works is told by the workers alone: a reader that lives would hide that they don't.
  const isListed = kind.service === 'workers';
  const watched = [...(isListed ? [report] : []), stores, ...jobs].map(watch);
  const closeHealth = await openHealth(env, {
    ctx,
    port: kind.healthPort(env),
    markers,
    hasArchive: store !== null,
    metrics: () =>
      renderWorkerMetrics({
        jobs: watched.map(({ job, health }) => ({ name: job.name, ...health })),
        pool,
        rssBytes: process.memoryUsage.rss(),
      }),
  });
  const timer = setInterval(() => logHealth(log, watched), HEALTH_EVERY_MS);
  try {
    log.info({ jobs: watched.map(({ job }) => job.name) }, 'workers are up');
    await Promise.all(watched.map(({ job, health }) => runJob(job, ctx, health)));
  } finally {
    clearInterval(timer);
    await closeHealth();
    await opened.close();
    if (isListed) await withdrawProcess(ctx, PROCESS_NAME);
  }
}

interface HealthParts {
  readonly ctx: WorkerContext;
  readonly port: number;
  readonly markers: StoreMarkers;
  readonly hasArchive: boolean;
  readonly metrics: () => string;
}

/** Nowhere unless a port is set. */
async function openHealth(
  env: WorkerEnv,
  { ctx, port, markers, hasArchive, metrics }: HealthParts,
): Promise<() => Promise<void>> {
  const { WORKERS_HEALTH_HOST: host } = env;
  if (port === 0) return async () => {};
  const probe = connectProbe(env.DATABASE_URL, 'workcompanion workers health');
  const readiness = readinessLook({
    db: probe.db,
    masterKey: ctx.masterKey,
    isDraining: () => ctx.stopping.aborted,
    markers,
    hasArchive,
    hotDir: env.HOT_KIND === 'folder' ? env.HOT_DIR : null,
    minimumFreeBytes: env.HOT_MINIMUM_FREE_BYTES,
    databaseDir: env.DATABASE_DIR ?? null,
    hasAuditCopy: env.AUDIT_SYSLOG !== undefined,
    isDatabaseFull: () => FailureTally.of(ctx.log).hasRecent(DATABASE_FULL),
    now: () => Date.now() * 1000,
  });
  const stop = await serveHealth(
    { host, port },
    { readiness, metrics, metricsToken: env.METRICS_TOKEN },
  );
  return async () => {
    await stop();
    await probe.close();
  };
}

interface WatchedJob {
  readonly job: Job;
  readonly health: JobHealth;
}

function watch(job: Job): WatchedJob {
  return { job, health: { runs: 0, failures: 0 } };
}

function logHealth(log: Logger, watched: readonly WatchedJob[]): void {
  const failing = watched.filter(({ health }) => health.failures > 0).map(({ job }) => job.name);
  const jobs = Object.fromEntries(watched.map(({ job, health }) => [job.name, health]));
  const facts = { jobs, rssBytes: process.memoryUsage.rss() };
  if (failing.length > 0) log.warn({ ...facts, failing }, 'workers are alive, and some jobs fail');
  else log.info(facts, 'workers are alive');
}
