import { join } from 'node:path';
import type { StartEnv } from './env.ts';

/**
 * The environment of the web server and the workers. Settings that we don't know pass through; the
 * owner's address is not for them.
 */
export function childEnv(
  env: StartEnv,
  databaseUrl: string,
  inherited: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  const { DATABASE_OWNER_URL: _, ...passed } = inherited;
  return {
    ...passed,
    DATABASE_URL: databaseUrl,
    ...(env.databaseUrl === null && { DATABASE_DIR: join(env.dataDir, 'postgres') }),
    // The key itself only where the operator chose so: an environment is easier to read than a file.
    ...(env.masterKeyFile !== null && { MASTER_KEY_FILE: env.masterKeyFile }),
    HOT_DIR: env.hotDir,
    THUMBNAIL_DIR: env.thumbnailDir,
    EVIDENCE_PACKAGES_DIR: env.evidencePackagesDir,
    JOURNAL_DIR: env.journalDir,
    RELEASES_DIR: env.releasesDir,
    ...(env.releaseKeyFile !== null && { RELEASE_PUBLIC_KEY_FILE: env.releaseKeyFile }),
    ARCHIVE_FOLDER: env.archiveDir,
    COLD_CACHE_DIR: env.coldCacheDir,
    ASSETS_DIR: env.assetsDir,
    HOST: env.host,
    PORT: String(env.port),
    PUBLIC_URL: env.publicUrl,
    // Somebody sits before a terminal; a service's log is kept and searched.
    LOG_LEVEL: inherited['LOG_LEVEL'] || (process.stdout.isTTY ? 'warn' : 'info'),
  };
}
