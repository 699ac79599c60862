import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';

const NAME = 'WorkCompanion';

export interface DataPlaces {
  /** The folder of this user's programs that stays on this machine. */
  readonly local: string;
  /** On Windows, the folder that follows the user to other machines. */
  readonly roaming: string;
}

/**
 * Where recordings wait for their upload: a folder that never roams, since they belong to this machine. What
 * an older version kept in the roaming one moves by itself, in one step. As long as something there is in use, it
 * stays where it is, and moves at a later start.
 */
export function dataFolder({ local, roaming }: DataPlaces): string {
  const folder = join(local, NAME);
  const former = join(roaming, NAME);
  if (former === folder || existsSync(folder) || !existsSync(former)) return folder;
  try {
    mkdirSync(dirname(folder), { recursive: true });
    renameSync(former, folder);
    return folder;
  } catch {
    return former;
  }
}
