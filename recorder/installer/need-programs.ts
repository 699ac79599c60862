import { spawnSync } from 'node:child_process';

/** What is called on Debian, and the package that has it. */
const PACKAGES = {
  'x86_64-w64-mingw32-gcc': 'gcc-mingw-w64-x86-64-posix',
  'x86_64-w64-mingw32-windres': 'binutils-mingw-w64-x86-64',
  wixl: 'wixl',
  msibuild: 'msitools',
} as const;
const FOR_SIGNING = { osslsigncode: 'osslsigncode' } as const;

/** Throws with the one line that mends it. */
export function needPrograms({ signing }: { readonly signing: boolean }): void {
  const wanted = Object.entries(signing ? { ...PACKAGES, ...FOR_SIGNING } : PACKAGES);
  const missing = wanted.filter(([program]) => spawnSync('which', [program]).status !== 0);
  if (missing.length === 0) return;
  const packages = missing.map(([, name]) => name).join(' ');
  throw new Error(`first: apt-get install -y --no-install-recommends ${packages}`);
}
