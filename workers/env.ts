import { StartRefusal } from '@workcompanion/core/start-refusal';
import { z } from 'zod';
import { ArchiveEnv } from './archive-env.ts';
import { AuditCopyEnv } from './audit-copy/audit-copy-env.ts';
import { ExportEnv } from './evidence/export-env.ts';
import { IntegrityEnv } from './integrity-env.ts';
import { PressureEnv } from './pressure/pressure-env.ts';
import { RetentionEnv } from './retention-env.ts';
import { ThumbnailEnv } from './thumbnail-env.ts';
import { TimestampEnv } from './timestamp-env.ts';

const Env = z.object({
  DATABASE_URL: z.string().min(1),
  /** Where PostgreSQL's data lies, if on a disk of this machine: its free space is watched. */
  DATABASE_DIR: z.string().optional(),
  /** Answers /api/health/live and /api/health/ready there; 0: nowhere. */
  WORKERS_HEALTH_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  WORKERS_HEALTH_HOST: z.string().default('127.0.0.1'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** 32 bytes as base64 or hex; or the path of a file that holds them so. */
  MASTER_KEY: z.string().optional(),
  MASTER_KEY_FILE: z.string().optional(),
  HOT_DIR: z.string().default('data/hot'),
  HOT_ORPHAN_HOURS: z.coerce.number().min(1).default(24),
  COLD_CACHE_DIR: z.string().default('data/cold-cache'),
  /** Hosts that webhooks may reach although they are not public, separated by commas. */
  WEBHOOK_ALLOWED_HOSTS: z
    .string()
    .default('')
    .transform((hosts) => hosts.split(',').flatMap((host) => host.trim() || [])),
  ...ThumbnailEnv.shape,
  ...ArchiveEnv.shape,
  ...PressureEnv.shape,
  ...RetentionEnv.shape,
  ...IntegrityEnv.shape,
  ...TimestampEnv.shape,
  ...AuditCopyEnv.shape,
  ...ExportEnv.shape,
});
export type Env = z.infer<typeof Env>;

/** The workers' environment, parsed once at start. Throws a StartRefusal that names what is wrong. */
export function readEnv(): Env {
  const given = Object.entries(process.env).filter(([, value]) => value !== '');
  const parsed = Env.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  throw new StartRefusal(`The environment is not valid.\n${z.prettifyError(parsed.error)}`);
}
