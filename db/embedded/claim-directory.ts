import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '@workcompanion/core/errors';
import { processAlive } from './process-alive.ts';

/**
 * Marks the directory as this process's, so that two supervisors never share one cluster. A mark
 * left by a process that is gone is taken over. Returns the release.
 */
export async function claimDirectory(directory: string): Promise<() => Promise<void>> {
  const file = path.join(directory, 'owner.pid');
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      await writeFile(file, String(process.pid), { flag: 'wx' });
      return () => rm(file, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const owner = Number(await readFile(file, 'utf8').catch(() => ''));
    if (owner > 0 && owner !== process.pid && processAlive(owner)) throw claimed(directory, owner);
    await rm(file, { force: true });
  }
  throw new AppError('unavailable', `Could not claim ${directory}: others keep claiming it.`);
}

function claimed(directory: string, owner: number): AppError {
  return new AppError(
    'unavailable',
    `${directory} is in use by process ${owner}. Stop that one first; if it is no WorkCompanion, ` +
      `delete ${path.join(directory, 'owner.pid')}.`,
  );
}
