import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { access, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isAppError } from '@workcompanion/core/errors';
import { claimDirectory } from '@workcompanion/db/embedded/claim-directory';
import { compressAssets } from './compress-assets.ts';

const BUILD_ID_LENGTH = 16;

export interface BuildOptions {
  readonly root: string;
  readonly report: (line: string) => void;
  readonly stopping: AbortSignal;
}

/** Builds the portal's pages unless the build at hand is of just these sources. */
export async function buildWeb(options: BuildOptions): Promise<void> {
  const cache = join(options.root, 'node_modules', '.cache', 'workcompanion');
  const stamp = join(cache, 'web-build');
  const wanted = await fingerprintSources(options.root);
  if (await isBuilt(options.root, stamp, wanted)) return;
  await mkdir(cache, { recursive: true });
  await withBuildLock(cache, options.stopping, async () => {
    if (await isBuilt(options.root, stamp, wanted)) return; // by the one we waited for
    options.report('Building the pages. The first time this takes about a minute …');
    const since = performance.now();
    await runNextBuild(options, wanted.slice(0, BUILD_ID_LENGTH));
    await compressAssets(join(options.root, 'web', '.next', 'static'));
    await writeFile(stamp, wanted);
    options.report(`Built in ${Math.round((performance.now() - since) / 1000)} s.`);
  });
}

async function isBuilt(root: string, stamp: string, wanted: string): Promise<boolean> {
  const built = await readFile(stamp, 'utf8').catch(() => null);
  const present = await access(join(root, 'web', '.next', 'BUILD_ID')).then(
    () => true,
    () => false,
  );
  return present && built === wanted;
}

async function runNextBuild({ root, stopping }: BuildOptions, buildId: string): Promise<void> {
  const web = join(root, 'web');
  const next = createRequire(join(web, 'package.json')).resolve('next/dist/bin/next');
  const child = spawn(process.execPath, [next, 'build'], {
    cwd: web,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      BUILD_ID: buildId,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal: stopping,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`The pages could not be built.\n${output.trim()}`);
}

/** What the portal's pages are built from. */
const SOURCES = ['web', 'core', 'db'];
const IGNORED_FOLDERS = new Set(['node_modules', '.next', 'e2e', 'migrations', 'testing']);
const IGNORED_FILES = /\.test\.tsx?$|\.tsbuildinfo$|^next-env\.d\.ts$/;

/** A hash over the contents: dates say nothing after a checkout or a copy. */
async function fingerprintSources(root: string): Promise<string> {
  const files = (await Promise.all(SOURCES.map((name) => filesBelow(join(root, name))))).flat();
  const hash = createHash('sha256').update(process.version);
  for (const file of [join(root, 'package-lock.json'), ...files.toSorted()]) {
    const content = await readFile(file);
    hash.update(`\0${relative(root, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const nested = entries.map(async (entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return IGNORED_FOLDERS.has(entry.name) ? [] : filesBelow(path);
    return IGNORED_FILES.test(entry.name) ? [] : [path];
  });
  return (await Promise.all(nested)).flat();
}

const POLL_MS = 250;

/** One build of a checkout at a time: two portals may be started from it at once. */
async function withBuildLock(
  directory: string,
  stopping: AbortSignal,
  build: () => Promise<void>,
): Promise<void> {
  const release = await claim(directory, stopping);
  try {
    await build();
  } finally {
    await release();
  }
}

async function claim(directory: string, stopping: AbortSignal): Promise<() => Promise<void>> {
  for (;;) {
    try {
      return await claimDirectory(directory);
    } catch (error) {
      if (!isAppError(error, 'unavailable')) throw error;
      await delay(POLL_MS, undefined, { signal: stopping });
    }
  }
}
