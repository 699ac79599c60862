import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { underLock } from '../../installer/under-lock.ts';

const RECORDER = join(import.meta.dirname, '../..');

/** What building and installing it takes. */
export const MSI_PROGRAMS = [
  'wine',
  'wixl',
  'msiinfo',
  'x86_64-w64-mingw32-gcc',
  'x86_64-w64-mingw32-windres',
] as const;

/** The MSI as `npm run dist:win -- --stand-in` makes it. `releaseKey`: path of a public key. `signing`: electron-builder's variables. */
export function buildMsi(
  version: string,
  releaseKey = '',
  signing: Readonly<Record<string, string>> = {},
): Promise<string> {
  const script = join(RECORDER, 'installer/dist-win.ts');
  return underLock(join(RECORDER, 'dist/building'), async () => {
    execFileSync(process.execPath, [script, '--stand-in', '--version', version], {
      env: { ...process.env, RELEASE_PUBLIC_KEY_FILE: releaseKey, ...signing },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return join(RECORDER, `dist/WorkCompanion-Recorder-${version}-x64-stand-in.msi`);
  });
}
