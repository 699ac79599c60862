import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const COMPILER = 'x86_64-w64-mingw32-gcc';
const FLAGS = ['-O2', '-s', '-Wall', '-Wextra', '-Werror'];

export const HELPERS = ['desktop-helper', 'restarter'] as const;

/** Small programs of the recorder's. Debian: gcc-mingw-w64-x86-64-posix, which ffmpeg.exe needs too. */
export function buildHelper(name: (typeof HELPERS)[number], folder: string): void {
  const source = join(import.meta.dirname, name, `${name}.c`);
  execFileSync(COMPILER, [
    ...FLAGS,
    '-o',
    join(folder, `${name}.exe`),
    source,
    '-lshell32',
    '-lole32',
  ]);
}

const UPDATER_LIBRARIES = [
  ...['bcrypt', 'crypt32', 'msi', 'wtsapi32', 'userenv', 'advapi32', 'shell32'],
];

/** The service that installs newer versions. */
export function buildUpdater(folder: string): void {
  const source = join(import.meta.dirname, 'updater');
  const files = readdirSync(source).filter((name) => name.endsWith('.c'));
  execFileSync(COMPILER, [
    ...[...FLAGS, '-municode', '-o', join(folder, 'updater.exe')],
    ...files.map((name) => join(source, name)),
    ...UPDATER_LIBRARIES.map((name) => `-l${name}`),
  ]);
}
