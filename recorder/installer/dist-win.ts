import { execFileSync } from 'node:child_process';
import { access, copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';
import { RECORDER_VERSION } from '../src/core/version.ts';
import { FFMPEG, stageApp } from './stage-app.ts';
import { makeStandIn } from './stand-in/make-stand-in.ts';
import { seedWixCache } from './wix-on-linux/seed-wix-cache.ts';

const HERE = import.meta.dirname;
const STAGE = join(HERE, '../dist/installer');

/**
 * `npm run dist:win`: the MSI, in recorder/dist. With --stand-in, everything is real but Electron's
 * own program, for machines that can't download its Windows build: to test the installer, not to ship.
 */
const { values } = parseArgs({
  options: { 'stand-in': { type: 'boolean' }, version: { type: 'string' } },
});
const standIn = values['stand-in'] === true;

await installTools();
const { hasFfmpeg } = await stageApp(STAGE);
if (!hasFfmpeg) {
  if (!standIn)
    throw new Error(`${FFMPEG} is missing: recorder/installer/build-ffmpeg.sh makes it.`);
  console.warn('without ffmpeg.exe: recorder/installer/build-ffmpeg.sh makes it');
}
const dist = standIn ? await makeStandIn(join(STAGE, 'electron')) : null;
buildMsi(dist);
await publish();

async function installTools(): Promise<void> {
  const install = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  if (!(await exists(join(HERE, 'node_modules')))) run('npm', install, HERE);
  const runtime = join(HERE, 'runtime');
  // Forced, since npm minds that it is for another system.
  if (!(await exists(join(runtime, 'node_modules')))) run('npm', [...install, '--force'], runtime);
}

function buildMsi(electronDist: string | null): void {
  const cache = join(STAGE, 'cache');
  const onLinux = process.platform !== 'win32';
  if (onLinux) seedWixCache(cache);
  const version =
    values.version === undefined ? [] : [`-c.extraMetadata.version=${values.version}`];
  const builder = join(HERE, 'node_modules/electron-builder/cli.js');
  const config = ['-c', join(HERE, 'electron-builder.cjs'), '--win', '--x64', '--publish', 'never'];
  run(process.execPath, [builder, ...config, ...version], HERE, {
    WORKCOMPANION_STAGE: STAGE,
    ...(electronDist === null ? {} : { WORKCOMPANION_ELECTRON_DIST: electronDist }),
    ...(onLinux ? { ELECTRON_BUILDER_CACHE: cache, PATH: linuxPath() } : {}),
  });
}

function linuxPath(): string {
  const own = [join(HERE, 'wix-on-linux'), join(HERE, '../../node_modules/.bin')];
  return [...own, process.env['PATH'] ?? ''].join(delimiter);
}

async function publish(): Promise<void> {
  const out = join(STAGE, 'out');
  const name = (await readdir(out)).find((file) => file.endsWith('.msi'));
  if (name === undefined) throw new Error('electron-builder made no MSI');
  const version = values.version ?? RECORDER_VERSION;
  const title = `WorkCompanion-Recorder-${version}-x64${standIn ? '-stand-in' : ''}.msi`;
  const target = join(STAGE, '..', title);
  await mkdir(join(STAGE, '..'), { recursive: true });
  await rm(target, { force: true });
  await copyFile(join(out, name), target);
  console.log(target);
}

function run(
  program: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
): void {
  execFileSync(program, [...args], { cwd, stdio: 'inherit', env: { ...process.env, ...env } });
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
