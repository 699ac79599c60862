import { MailEnv } from '@workcompanion/core/mail/send-mail';
import { StartRefusal } from '@workcompanion/core/start-refusal';
import { ArchiveStoreEnv } from '@workcompanion/core/storage/archive/archive-store-options';
import { HotStoreEnv } from '@workcompanion/core/storage/hot/open-hot-store';
import { ObjectStoreEnv } from '@workcompanion/core/storage/objects/open-object-stores';
import { z } from 'zod';
import { THUMBNAIL_MODES } from './thumbnails/claim-thumbnails.ts';

/** Minutes since midnight, written "02:00". */
const WallClock = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day is written 02:00')
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));

const TimeZone = z.string().refine((name) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}, 'no time zone of the IANA database');

const YesNo = z.enum(['true', 'false']).transform((word) => word === 'true');
const Count = z.coerce.number().int().min(0);
const Hours = z.coerce.number().min(0);
const Slots = Count.min(1).max(64);

/** The settings of the workers; .env.example says what each means. */
export const WorkerEnv = z.object({
  DATABASE_URL: z.string().min(1),
  DATABASE_DIR: z.string().optional(),
  WORKERS_DATABASE_CONNECTIONS: Count.min(2).max(200).default(8),
  MIGRATE_ON_START: YesNo.default(true),
  WORKERS_HEALTH_PORT: Count.max(65_535).default(0),
  METRICS_TOKEN: z.string().min(16).optional(),
  WORKERS_HEALTH_HOST: z.string().default('127.0.0.1'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  MASTER_KEY: z.string().optional(),
  MASTER_KEY_FILE: z.string().optional(),
  HOT_DIR: z.string().default('data/hot'),
  HOT_ORPHAN_HOURS: Hours.min(1).default(24),
  HOT_MINIMUM_FREE_BYTES: Count.default(1024 ** 3),
  /** How much may lie in a hot bucket; 0: nobody says. */
  HOT_QUOTA_BYTES: Count.default(0),
  COLD_CACHE_DIR: z.string().default('data/cold-cache'),
  PRESSURE_EARLY_HOURS: Hours.default(48),
  PRESSURE_FULL_HOURS: Hours.default(12),

  ...HotStoreEnv.shape,
  ...ObjectStoreEnv.shape,
  ...ArchiveStoreEnv.shape,
  ARCHIVE_SLOTS: Slots.default(10),
  ARCHIVE_MOST_SLOTS: Slots.default(64),
  ARCHIVE_WINDOW_START: WallClock.default(2 * 60),
  ARCHIVE_WINDOW_END: WallClock.default(6 * 60),
  ARCHIVE_TIME_ZONE: TimeZone.default(Intl.DateTimeFormat().resolvedOptions().timeZone),
  ARCHIVE_BYTES_PER_SECOND: Count.default(0),
  ARCHIVE_MINIMUM_AGE_HOURS: Hours.default(1),
  ARCHIVE_LEASE_SECONDS: z.coerce.number().min(1).max(3600).default(300),
  ARCHIVE_SWEEP: YesNo.default(true),
  ARCHIVE_GRACE_HOURS: Hours.default(24),
  INTEGRITY_AT: WallClock.default(6 * 60),
  INTEGRITY_SAMPLE_OBJECTS: Count.max(100_000).default(200),
  INTEGRITY_SAMPLE_BYTES: Count.default(1_073_741_824),
  RETENTION_AT: WallClock.default(60),

  TEXT_READER_HEALTH_PORT: Count.max(65_535).default(0),
  THUMBNAIL_PROCESSES: Count.max(64).default(1),
  THUMBNAIL_MODE: z.enum(THUMBNAIL_MODES).default('all'),
  FFMPEG: z.string().min(1).default('ffmpeg'),
  EVIDENCE_PACKAGE_KEEP_DAYS: Count.min(1).max(3_650).default(30),
  SERVER_CERTIFICATE_FILE: z.string().min(1).optional(),
  EVIDENCE_FONT: z.string().min(1).default('Noto Sans CJK SC'),
  VERIFY_PAGE_FILE: z.string().min(1).default('verifier/dist/verify.html'),

  TSA_URL: z.url({ protocol: /^https?$/ }).optional(),
  TSA_CA_FILE: z.string().optional(),
  AUDIT_SYSLOG: z
    .string()
    .regex(/^[\w.-]+:\d{1,5}$/, 'HOST:PORT')
    .optional(),
  AUDIT_SYSLOG_CA_FILE: z.string().optional(),
  AUDIT_SYSLOG_CERT_FILE: z.string().optional(),
  AUDIT_SYSLOG_KEY_FILE: z.string().optional(),
  ...MailEnv.shape,
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  WEBHOOK_ALLOWED_HOSTS: z
    .string()
    .default('')
    .transform((hosts) => hosts.split(',').flatMap((host) => host.trim() || [])),
});
export type WorkerEnv = z.infer<typeof WorkerEnv>;

/** Parsed once at the start. Throws a StartRefusal that names what is wrong. */
export function readWorkerEnv(): WorkerEnv {
  const given = Object.entries(process.env).filter(([, value]) => value !== '');
  const parsed = WorkerEnv.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  throw new StartRefusal(`The environment is not valid.\n${z.prettifyError(parsed.error)}`);
}
