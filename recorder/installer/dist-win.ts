import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { pointOfReleaseKey, releaseKeysOfPem } from '../../core/releases/release-key.ts';
import { ELECTRON_VERSION, fetchElectron } from '../fetch-electron.ts';
import { RECORDER_VERSION } from '../src/core/version.ts';
import { policyTemplates } from './group-policy/policy-templates.ts';
import { installTools, runBuilder } from './run-builder.ts';
import { FFMPEG, stageApp } from './stage-app.ts';
import { makeStandIn } from './stand-in/make-stand-in.ts';
import { wingetManifest } from './winget-manifest.ts';

const HERE = import.meta.dirname;
const STAGE = join(HERE, '../dist/installer');

/**
 * `npm run dist:win`: the MSI, in recorder/dist. With --stand-in, everything is real but Electron's
 * own program, for machines that can't download its Windows build: to test the installer, not to ship.
 */
const { values } = parseArgs({
  options: {
    'stand-in': { type: 'boolean' },
    version: { type: 'string' },
    /** Where computers will fetch the MSI, for a manifest of winget. */
    url: { type: 'string' },
  },
});
const standIn = values['stand-in'] === true;

const onLinux = process.platform !== 'win32';
const signing = (process.env['WIN_CSC_LINK'] ?? '') !== '';

async function buildInstaller(): Promise<void> {
  if (onLinux) needPrograms({ signing });
  // Electron comes first, since it may not be available and everything else takes minutes.
  const electron = standIn ? null : await findElectron();
  await installTools();
  const releaseKey = await readReleaseKey();
  if (!standIn && !existsSync(FFMPEG)) buildFfmpeg();
  if (!standIn) await needManifest();
  const { hasFfmpeg } = await stageApp(STAGE, {
    system: 'win32-x64',
    releaseKey,
    ...(values.version === undefined ? {} : { version: values.version }),
  });
  if (!hasFfmpeg) console.warn('without ffmpeg.exe: recorder/installer/build-ffmpeg.sh makes it');
  buildMsi(electron ?? (await makeStandIn(join(STAGE, 'electron'))));
  await publish();
}

async function findElectron(): Promise<string> {
  const given = process.env['WORKCOMPANION_ELECTRON_DIST'] ?? '';
  if (given === '') return await fetchElectron();
  if (existsSync(given)) return resolve(given);
  throw new Error(`WORKCOMPANION_ELECTRON_DIST: there is no ${given}`);
}

function buildFfmpeg(): void {
  if (!onLinux) throw new Error(`${FFMPEG} is missing: build-ffmpeg.sh makes it on Debian.`);
  console.log('Building ffmpeg.exe, once: some minutes …');
  execFileSync(join(HERE, 'build-ffmpeg.sh'), { stdio: ['ignore', 'inherit', 'inherit'] });
}

/** Without the manifest, Windows gives a scaled display other pixels than those that are painted over. */
async function needManifest(): Promise<void> {
  if ((await readFile(FFMPEG)).includes('PerMonitorV2')) return;
  throw new Error(`${FFMPEG} has no manifest for scaled displays: remove it, and it is built anew`);
}

function buildMsi(electronDist: string): void {
  const cache = join(STAGE, 'cache');
  if (onLinux) seedWixCache(cache);
  const version =
    values.version === undefined ? [] : [`-c.extraMetadata.version=${values.version}`];
  const electronVersion = [`-c.electronVersion=${ELECTRON_VERSION}`];
  // With a certificate, what could not be signed must not be shipped.
  const signed = signing ? ['-c.forceCodeSigning=true'] : [];
  runBuilder({
    stage: STAGE,
    electronDist,
    args: ['--win', ...electronVersion, ...version, ...signed],
    ...(onLinux ? { env: linuxEnvironment(cache) } : {}),
  });
}

function linuxEnvironment(cache: string): NodeJS.ProcessEnv {
  const own = [join(HERE, 'wix-on-linux'), join(HERE, '../../node_modules/.bin')];
  return {
    ELECTRON_BUILDER_CACHE: cache,
    // Debian's, in place of a download.
    USE_SYSTEM_OSSLSIGNCODE: 'true',
    PATH: [...own, process.env['PATH'] ?? ''].join(delimiter),
  };
}

/** Reads RELEASE_PUBLIC_KEY_FILE: the recorder installs releases that this key's private half has signed. */
async function readReleaseKey(): Promise<string | null> {
  const file = process.env['RELEASE_PUBLIC_KEY_FILE'];
  if (file === undefined || file === '') {
    console.warn('without RELEASE_PUBLIC_KEY_FILE: the portal can not update this recorder');
    return null;
  }
  const [key, ...others] = releaseKeysOfPem(await readFile(file, 'utf8'));
  if (key === undefined || others.length > 0)
    throw new Error(
      `${file} must hold one key: each release says which one the next is signed by.`,
    );
  return pointOfReleaseKey(key);
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
  await copyFile(join(HERE, 'windows-check.cmd'), join(STAGE, '..', 'windows-check.cmd'));
  if (values.url !== undefined) await writeWingetManifest(target, version, values.url);
  await writeTemplates(join(STAGE, '..', 'PolicyDefinitions'));
}

async function writeWingetManifest(msi: string, version: string, url: string): Promise<void> {
  const table = execFileSync('msiinfo', ['export', msi, 'Property'], { encoding: 'utf8' });
  const property = (name: string) => new RegExp(`^${name}\\t(\\S+)`, 'm').exec(table)?.[1] ?? '';
  const manifest = wingetManifest({
    version,
    url,
    sha256: createHash('sha256')
      .update(await readFile(msi))
      .digest('hex'),
    productCode: property('ProductCode'),
    upgradeCode: property('UpgradeCode'),
  });
  const file = join(dirname(msi), 'WorkCompanion.Recorder.yaml');
  await writeFile(file, manifest);
  console.log(file);
}

/** What administrators copy into the folder of that name: %SystemRoot%'s, or their domain's. */
async function writeTemplates(folder: string): Promise<void> {
  for (const [path, xml] of policyTemplates()) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, xml);
  }
  console.log(folder);
}

/** Programs that are called on Debian, and their packages. */
const PACKAGES = {
  'x86_64-w64-mingw32-gcc': 'gcc-mingw-w64-x86-64-posix',
  'x86_64-w64-mingw32-windres': 'binutils-mingw-w64-x86-64',
  wixl: 'wixl',
  msibuild: 'msitools',
} as const;
const FOR_SIGNING = { osslsigncode: 'osslsigncode' } as const;

/** Throws with the command that installs what is missing. */
function needPrograms({ signing }: { readonly signing: boolean }): void {
  const wanted = Object.entries(signing ? { ...PACKAGES, ...FOR_SIGNING } : PACKAGES);
  const missing = wanted.filter(([program]) => spawnSync('which', [program]).status !== 0);
  if (missing.length === 0) return;
  const packages = missing.map(([, name]) => name).join(' ');
  throw new Error(`first: apt-get install -y --no-install-recommends ${packages}`);
}

const NAME = 'wix-4.0.0.5512.2';
const ADDRESS = `https://github.com/electron-userland/electron-builder-binaries/releases/download/${NAME}/${NAME}.7z`;

/** Has electron-builder take WiX for downloaded already. The folder's name is as it makes it. */
function seedWixCache(cache: string): void {
  const folder = join(
    cache,
    NAME,
    `${NAME}-${djb2(ADDRESS).toString(36).padStart(5, '0').slice(0, 5)}`,
  );
  mkdirSync(folder, { recursive: true });
  for (const program of ['candle.exe', 'light.exe']) writeFileSync(join(folder, program), '');
  const state = {
    version: 1,
    state: 'complete',
    timestamp: Date.now(),
    fileCount: 2,
    extractedSize: 0,
  };
  writeFileSync(`${folder}.state`, JSON.stringify(state));
}

function djb2(text: string): number {
  let hash = 5381;
  for (let index = 0; index < text.length; index += 1) {
    hash = ((hash << 5) + hash) ^ text.charCodeAt(index);
  }
  return hash >>> 0;
}

// Last, since it needs what stands above.
await buildInstaller().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
