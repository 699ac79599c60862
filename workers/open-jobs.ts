import { mailOptions } from '@workcompanion/core/mail/send-mail';
import { archiveStoreOptions } from '@workcompanion/core/storage/archive/archive-store-options';
import { hotStoreOptions } from '@workcompanion/core/storage/hot/open-hot-store';
import {
  objectStoreOptions,
  openObjectStores,
} from '@workcompanion/core/storage/objects/open-object-stores';
import type { WorkerArchiveSettings } from '@workcompanion/db/schema/worker-processes';
import { type ArchiveOptions, archiveOptionsOf } from './archive/archive-options.ts';
import { healQuarantine } from './archive/heal-quarantine.ts';
import { openArchive } from './archive/open-archive.ts';
import { copyAuditLog } from './audit-copy/copy-audit-log.ts';
import { checkpointCheckJob } from './checkpoints/check-checkpoints.ts';
import { checkpointJob } from './checkpoints/checkpoint-job.ts';
import { timestampJob } from './checkpoints/timestamp-job.ts';
import type { WorkerEnv } from './env.ts';
import { evidencePackageJobs } from './evidence/evidence-package-jobs.ts';
import { evidencePackageOptionsOf } from './evidence/evidence-package-options.ts';
import { openEvidencePackagePool } from './evidence/evidence-package-pool.ts';
import { housekeepingJobs } from './housekeeping-jobs.ts';
import { integrityJobs } from './integrity/integrity-jobs.ts';
import type { Job, WorkerContext } from './job.ts';
import { packJournals } from './journal/pack-journals.ts';
import { sendNotifications } from './mail/send-notifications.ts';
import { removeOrphans } from './orphans/remove-orphans.ts';
import type { PressureThresholds } from './pressure/decide-pressure.ts';
import { openPressure, pressureOptionsOf } from './pressure/open-pressure.ts';
import { removeWithdrawnReleases } from './releases/remove-withdrawn-releases.ts';
import { watchRestores } from './restores/watch-restores.ts';
import { retentionJob } from './retention/retention-job.ts';
import { openRunReport } from './terminal/open-run-report.ts';
import type { StatusLine } from './terminal/status-line.ts';
import { thumbnailJobs, thumbnailOptionsOf } from './thumbnails/thumbnail-jobs.ts';
import { deliverWebhooks } from './webhooks/deliver-webhooks.ts';
import { watchAlerts } from './webhooks/watch-alerts.ts';

/** Connections to the archive for making packages, which read segments one by one. */
const EVIDENCE_PACKAGE_CONNECTIONS = 2;

const HOUR_MS = 3_600_000;
const HEALING_PACE = { firstMs: HOUR_MS / 12, ceilingMs: 6 * HOUR_MS };

export interface OpenedJobs {
  readonly jobs: readonly Job[];
  /** Null when the archive is off. */
  readonly archive: WorkerArchiveSettings | null;
  close(): Promise<void>;
}

interface JobsHost {
  readonly line: StatusLine | null;
  readonly installation: string;
}

/** All jobs of this process, as its environment configures them. */
export function openJobs(
  env: WorkerEnv,
  ctx: WorkerContext,
  { line, installation }: JobsHost,
): OpenedJobs {
  const options = archiveOptionsOf(env, installation);
  const objectStore = objectStoreOptions(env, installation);
  const pressureOptions = pressureOptionsOf(env, options);
  const pressure = openPressure(pressureOptions);
  const report = openRunReport({ line, log: ctx.log, now: () => performance.now() });
  const archive = options && openArchive({ ...options, urgency: pressure.urgency, report }, ctx);
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
  const evidencePackageOptions = evidencePackageOptionsOf(env);
  const evidencePackagePool = openEvidencePackagePool({
    databaseUrl: env.DATABASE_URL,
    hotStore: hotStoreOptions(env, installation),
    objectStore,
    store: archiveStoreOptions(env, EVIDENCE_PACKAGE_CONNECTIONS, installation),
    masterKey: ctx.masterKey,
    options: evidencePackageOptions,
  });
  return {
    jobs: [
      ...pressure.jobs,
      ...housekeepingJobs,
      healQuarantine(HEALING_PACE),
      removeOrphans({ afterMs: env.HOT_ORPHAN_HOURS * HOUR_MS }),
      checkpointJob,
      checkpointCheckJob({ at: env.INTEGRITY_AT, timeZone: env.ARCHIVE_TIME_ZONE }),
      ...timestampJobs(env),
      ...(env.AUDIT_SYSLOG === undefined ? [] : [copyAuditLog(env)]),
      watchAlerts,
      deliverWebhooks(env.WEBHOOK_ALLOWED_HOSTS),
      ...mailJobs(env),
      packJournals,
      removeWithdrawnReleases(openObjectStores(objectStore).releases),
      retention,
      watchRestores,
      ...integrity,
      ...thumbnailJobs(thumbnailOptionsOf(env)),
      ...evidencePackageJobs({ options: evidencePackageOptions, pool: evidencePackagePool, line }),
      ...(archive?.jobs ?? []),
    ],
    archive: options && archiveSettings(options, pressureOptions.thresholds),
    close: async () => {
      await evidencePackagePool.close();
      await archive?.close();
    },
  };
}

/** There are none without a mail server, nor where nobody said by which address the portal is reached. */
function mailJobs(env: WorkerEnv): readonly Job[] {
  const mail = mailOptions(env);
  if (mail === null || env.PUBLIC_URL === undefined) return [];
  return [sendNotifications({ mail, publicUrl: new URL(env.PUBLIC_URL).origin })];
}

/** There are none without a time-stamping authority. */
function timestampJobs({ TSA_URL: url, TSA_CA_FILE: caFile }: WorkerEnv): readonly Job[] {
  return url === undefined ? [] : [timestampJob({ url, caFile: caFile ?? null })];
}

/** What the portal may show of the archive's options: neither store nor credentials. */
function archiveSettings(
  options: ArchiveOptions,
  { earlyHours, fullHours }: PressureThresholds,
): WorkerArchiveSettings {
  const { window, slots, bytesPerSecond, minimumAgeMs, sweepAfterMs } = options;
  return {
    window,
    slots,
    bytesPerSecond,
    earlyHours,
    fullHours,
    minimumAgeHours: minimumAgeMs / HOUR_MS,
    sweepAfterHours: sweepAfterMs === null ? null : sweepAfterMs / HOUR_MS,
  };
}
