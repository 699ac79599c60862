import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fingerprintSources } from './fingerprint-sources.ts';
import { withBuildLock } from './with-build-lock.ts';

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
    await runNextBuild(options);
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

async function runNextBuild({ root, stopping }: BuildOptions): Promise<void> {
  const web = join(root, 'web');
  const next = createRequire(join(web, 'package.json')).resolve('next/dist/bin/next');
  const child = spawn(process.execPath, [next, 'build'], {
    cwd: web,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
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
