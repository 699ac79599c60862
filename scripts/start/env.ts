import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const Env = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_OWNER_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATA_DIR: z.string().default('data'),
  HOT_DIR: z.string().optional(),
  HOT_KIND: z.enum(['folder', 's3', 'tos']).default('folder'),
  OBJECTS_KIND: z.enum(['folder', 's3', 'tos']).default('folder'),
  THUMBNAIL_DIR: z.string().optional(),
  EVIDENCE_PACKAGES_DIR: z.string().optional(),
  JOURNAL_DIR: z.string().optional(),
  RELEASES_DIR: z.string().optional(),
  RELEASE_PUBLIC_KEY_FILE: z.string().optional(),
  ASSETS_DIR: z.string().optional(),
  ARCHIVE_FOLDER: z.string().optional(),
  COLD_CACHE_DIR: z.string().optional(),
  MASTER_KEY: z.string().optional(),
  MASTER_KEY_FILE: z.string().optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  MIGRATE_ON_START: z.enum(['true', 'false']).default('true'),
  TEXT_READERS: z.coerce.number().int().min(0).max(64).default(1),
  DRAIN_SECONDS: z.coerce.number().min(0).default(0),
  STOP_SECONDS: z.coerce.number().min(0).default(10),
});

export interface StartEnv {
  readonly databaseUrl: string | null;
  /** The same database as its owner. Null: `databaseUrl` is the owner's, or migrations are made elsewhere. */
  readonly databaseOwnerUrl: string | null;
  readonly dataDir: string;
  readonly hotDir: string;
  readonly isHotInBucket: boolean;
  /** Thumbnails, evidence packages, packs of statements and releases. */
  readonly areObjectsInBucket: boolean;
  readonly thumbnailDir: string;
  readonly evidencePackagesDir: string;
  readonly journalDir: string;
  readonly releasesDir: string;
  /** Null: no releases are taken. */
  readonly releaseKeyFile: string | null;
  /** Where the archive is, if it is one in a folder. */
  readonly archiveDir: string;
  readonly coldCacheDir: string;
  /** Where files of builds are kept. */
  readonly assetsDir: string;
  /** Null: the operator gave the key itself, by MASTER_KEY. */
  readonly masterKeyFile: string | null;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string;
  readonly migratesOnStart: boolean;
  /** How many processes read the text of screens. */
  readonly textReaders: number;
  /** How long the web server drains when it is asked to stop. */
  readonly drainSeconds: number;
  readonly stopSeconds: number;
}

/**
 * The settings of `npm start`: the environment, and for what it leaves out the file `.env`. An empty
 * value counts as left out; relative paths are meant from the project's root. Throws an Error that
 * names what is wrong.
 */
export function readStartEnv(root: string, source: NodeJS.ProcessEnv = process.env): StartEnv {
  const given = Object.entries(source).filter(([, value]) => value !== '');
  const parsed = Env.safeParse(Object.fromEntries(given));
  if (!parsed.success) throw new Error(`A setting is not valid.\n${z.prettifyError(parsed.error)}`);
  const env = parsed.data;
  if (env.DATABASE_OWNER_URL !== undefined && env.DATABASE_URL === undefined) {
    throw new Error('DATABASE_OWNER_URL needs DATABASE_URL beside it, of another role.');
  }
  const dataDir = resolve(root, env.DATA_DIR);
  const keyFile = resolve(root, env.MASTER_KEY_FILE ?? join(dataDir, 'secrets', 'master.key'));
  return {
    databaseUrl: env.DATABASE_URL ?? null,
    databaseOwnerUrl: env.DATABASE_OWNER_URL ?? null,
    dataDir,
    hotDir: resolve(root, env.HOT_DIR ?? join(dataDir, 'hot')),
    isHotInBucket: env.HOT_KIND !== 'folder',
    areObjectsInBucket: env.OBJECTS_KIND !== 'folder',
    thumbnailDir: resolve(root, env.THUMBNAIL_DIR ?? join(dataDir, 'thumbnails')),
    releasesDir: resolve(root, env.RELEASES_DIR ?? join(dataDir, 'releases')),
    releaseKeyFile:
      env.RELEASE_PUBLIC_KEY_FILE === undefined ? null : resolve(root, env.RELEASE_PUBLIC_KEY_FILE),
    evidencePackagesDir: resolve(
      root,
      env.EVIDENCE_PACKAGES_DIR ?? join(dataDir, 'evidence-packages'),
    ),
    journalDir: resolve(root, env.JOURNAL_DIR ?? join(dataDir, 'journal')),
    archiveDir: resolve(root, env.ARCHIVE_FOLDER ?? join(dataDir, 'archive')),
    assetsDir: resolve(root, env.ASSETS_DIR ?? join(dataDir, 'assets')),
    coldCacheDir: resolve(root, env.COLD_CACHE_DIR ?? join(dataDir, 'cold-cache')),
    masterKeyFile: env.MASTER_KEY === undefined ? keyFile : null,
    host: env.HOST,
    port: env.PORT,
    publicUrl: new URL(env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).origin,
    migratesOnStart: env.MIGRATE_ON_START === 'true',
    textReaders: env.TEXT_READERS,
    drainSeconds: env.DRAIN_SECONDS,
    stopSeconds: env.STOP_SECONDS,
  };
}

/** What the environment already says stays as it is. */
export function loadEnvFile(root: string): void {
  const file = join(root, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
}
