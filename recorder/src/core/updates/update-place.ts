import type { KeyObject } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing } from '@workcompanion/core/files/system-error';
import { releaseKeyOfPoint } from '@workcompanion/core/releases/release-key';
import type { Environment } from '../env.ts';

/** The folder of the service that installs releases, and the key that must have signed them. */
export interface UpdatePlace {
  /** Holds `inbox`, and the service's `result.txt`. */
  readonly folder: string;
  readonly key: KeyObject;
}

/** The installed recorder is one script; the key lies beside its folder. */
const INSTALLED_KEY = join(import.meta.dirname, '..', 'release-key.txt');

/** Null where no release can be installed, since no key was built in or no service was installed. */
export async function findUpdatePlace(env: Environment): Promise<UpdatePlace | null> {
  const folder = env.WORKCOMPANION_UPDATES ?? serviceFolder(env);
  if (folder === null) return null;
  try {
    await stat(join(folder, 'inbox'));
    const line = await readFile(env.WORKCOMPANION_RELEASE_KEY ?? INSTALLED_KEY, 'utf8');
    return { folder, key: releaseKeyOfPoint(line) };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function serviceFolder({ ProgramData }: Environment): string | null {
  if (process.platform !== 'win32' || ProgramData === undefined) return null;
  return join(ProgramData, 'WorkCompanion', 'Updates');
}
