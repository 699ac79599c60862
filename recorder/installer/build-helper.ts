import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const COMPILER = 'x86_64-w64-mingw32-gcc';
/** Static: what the protector needs would be a DLL of the compiler's. */
const FLAGS = [
  ...['-O2', '-s', '-static', '-fstack-protector-strong', '-D_FORTIFY_SOURCE=2'],
  ...['-Wall', '-Wextra', '-Werror'],
];

export const HELPERS = ['desktop-helper', 'restarter'] as const;

/** Small programs of the recorder's. Debian: gcc-mingw-w64-x86-64-posix, which ffmpeg.exe needs too. */
export function buildHelper(name: (typeof HELPERS)[number], folder: string): void {
  const libraries = ['-lshell32', '-lole32', '-lwtsapi32'];
  execFileSync(COMPILER, [
    ...[...FLAGS, '-o', join(folder, `${name}.exe`), ...sourcesOf(name), ...libraries],
  ]);
}

function sourcesOf(name: string): string[] {
  const source = join(import.meta.dirname, name);
  return readdirSync(source)
    .filter((file) => file.endsWith('.c'))
    .map((file) => join(source, file));
}

const UPDATER_LIBRARIES = [
  ...['bcrypt', 'crypt32', 'msi', 'wtsapi32', 'userenv', 'advapi32', 'shell32'],
];

/** The service that installs newer versions. */
export function buildUpdater(folder: string): void {
  execFileSync(COMPILER, [
    ...[...FLAGS, '-municode', '-o', join(folder, 'updater.exe'), ...sourcesOf('updater')],
    ...UPDATER_LIBRARIES.map((name) => `-l${name}`),
  ]);
}
