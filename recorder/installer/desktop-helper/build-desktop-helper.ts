import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const COMPILER = 'x86_64-w64-mingw32-gcc';
const SOURCE = join(import.meta.dirname, 'desktop-helper.c');

/** Debian: gcc-mingw-w64-x86-64-posix, which ffmpeg.exe needs too. */
export function buildDesktopHelper(target: string): void {
  execFileSync(COMPILER, ['-O2', '-s', '-Wall', '-Wextra', '-Werror', '-o', target, SOURCE]);
}
