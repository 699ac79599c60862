import { resolve } from 'node:path';
import { MailEnv } from '@workcompanion/core/mail/send-mail';
import { StartRefusal } from '@workcompanion/core/start-refusal';
import { ArchiveStoreEnv } from '@workcompanion/core/storage/archive/archive-store-options';
import { HotStoreEnv } from '@workcompanion/core/storage/hot/open-hot-store';
import { ObjectStoreEnv } from '@workcompanion/core/storage/objects/open-object-stores';
import { z } from 'zod';

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

/** From the folder that the process was started in. */
const absolute = (path: string) => resolve(path);

/** "one, another" */
const namesOf = (list: string) =>
  list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

const Env = z.object({
  DATABASE_URL: z.string().min(1),
  /** Past a pooler that lends connections by transaction; the same unless said otherwise. */
  DATABASE_LISTEN_URL: z.string().optional(),
  /** 32 bytes as base64 or hex; or the path of a file that holds them so. */
  MASTER_KEY: z.string().optional(),
  MASTER_KEY_FILE: z.string().transform(absolute).optional(),
  /** Where segments lie until they are archived; with a bucket, what comes of large ones meanwhile. */
  HOT_DIR: z.string().min(1).transform(absolute),
  /** Whose signatures make a release. */
  RELEASE_PUBLIC_KEY_FILE: z.string().transform(absolute).optional(),
  /** The origin that browsers and recorders use. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin),
  /** Further names of the portal, by comma: a request by any other is refused. */
  ALLOWED_HOSTS: z.string().default('').transform(namesOf),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  /**
   * Node's threads for files and signatures. With its own four, an upload that only wants to name its
   * file waits behind those whose bytes go to the disk.
   */
  UV_THREADPOOL_SIZE: z.coerce.number().int().min(1).max(1024).default(16),
  /** Addresses, networks, or `loopback`, by comma: whose X-Forwarded-* headers are believed. */
  TRUSTED_PROXIES: z.string().default(''),
  KEY_WINDOW_HOURS: z.coerce
    .number()
    .int()
    .min(1)
    .max(24 * 7)
    .default(24),
  /** Uploads are refused for the time being while the disk has less than this left. */
  HOT_MINIMUM_FREE_BYTES: z.coerce
    .number()
    .int()
    .min(0)
    .default(1024 ** 3),
  /** Copies of what was read back from the archive, and how much they may take together. */
  COLD_CACHE_DIR: z.string().default('data/cold-cache').transform(absolute),
  COLD_CACHE_BYTES: z.coerce
    .number()
    .int()
    .min(0)
    .default(20 * 1024 ** 3),
  /** Where PostgreSQL's data lies, if on a disk of this machine: its free space is watched. */
  DATABASE_DIR: z.string().transform(absolute).optional(),
  /** The workers copy the audit log there; here it only tells that they should. */
  AUDIT_SYSLOG: z.string().optional(),
  /** Files of this and of other builds, which pages of those ask for. Nodes may share it. */
  ASSETS_DIR: z.string().default('data/assets').transform(absolute),
  /** After SIGTERM: how long requests are still taken, and then how long those under way may go on. */
  DRAIN_SECONDS: z.coerce.number().min(0).max(600).default(0),
  STOP_SECONDS: z.coerce.number().min(0).max(3600).default(10),
  DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(200).default(20),
  /** The company's OpenID provider; none without an issuer. */
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().max(60).default('OpenID Connect'),
  /** The claim that names people's roles. */
  OIDC_ROLES_CLAIM: z.string().optional(),
  /** `auto` makes an account of whoever the provider lets in. */
  OIDC_PROVISION: z.enum(['invited', 'auto']).default('invited'),
  /** The provider gives its people their addresses, and no one else can have one there. */
  OIDC_EMAILS_VOUCHED: flag.default(false),
  /** By which values of `amr` or `acr` the provider says that it asked for a second factor. */
  OIDC_SECOND_FACTOR: z.string().default('mfa').transform(namesOf),
  /** Who shows it may read /api/metrics; without one nobody may. */
  METRICS_TOKEN: z.string().min(16).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Recompile pages when they change; for development only. */
  NEXT_DEV: flag.default(false),
  ...MailEnv.shape,
  ...HotStoreEnv.shape,
  ...ObjectStoreEnv.shape,
  THUMBNAIL_DIR: ObjectStoreEnv.shape.THUMBNAIL_DIR.transform(absolute),
  EVIDENCE_PACKAGES_DIR: ObjectStoreEnv.shape.EVIDENCE_PACKAGES_DIR.transform(absolute),
  JOURNAL_DIR: ObjectStoreEnv.shape.JOURNAL_DIR.transform(absolute),
  RELEASES_DIR: ObjectStoreEnv.shape.RELEASES_DIR.transform(absolute),
  ...ArchiveStoreEnv.shape,
});
export type Env = z.infer<typeof Env>;

/** The portal's environment, parsed once at start. Throws a StartRefusal that names what is wrong. */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): Env {
  const given = Object.entries(source).filter(([, value]) => value !== '');
  const parsed = Env.safeParse(Object.fromEntries(given));
  if (!parsed.success)
    throw new StartRefusal(`The environment is not valid.\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** Some settings are read by next-auth and Node from the environment alone, by Node when a thread is first used. */
export function tellEnvironment({ PUBLIC_URL, UV_THREADPOOL_SIZE }: Env): void {
  process.env['NEXTAUTH_URL'] = PUBLIC_URL;
  process.env['UV_THREADPOOL_SIZE'] = String(UV_THREADPOOL_SIZE);
}
