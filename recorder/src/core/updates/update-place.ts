import type { KeyObject } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { releaseKeyOfPoint } from '@workcompanion/core/releases/release-key';
import type { Environment } from '../env.ts';
import { isMissing } from '../files/system-error.ts';

/** Where releases are handed to the service that installs them, and whose signatures count. */
export interface UpdatePlace {
  /** Holds `inbox`, and the service's `result.txt`. */
  readonly folder: string;
  readonly key: KeyObject;
}

/** Beside the folder of the one script that the recorder is when it is installed. */
const INSTALLED_KEY = join(import.meta.dirname, '..', 'release-key.txt');

/** Null where nobody could install a release: no key was built in, or no service was installed. */
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
