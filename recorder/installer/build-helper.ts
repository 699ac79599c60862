import { execFileSync } from 'node:child_process';
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
