import { link, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '@workcompanion/core/errors';
import { processAlive, processIdentity } from './process-alive.ts';

/**
 * Marks the directory as this process's, so that two supervisors never share one cluster. A mark
 * left by a process that is gone is taken over. Returns the release.
 */
export async function claimDirectory(directory: string): Promise<() => Promise<void>> {
  const file = path.join(directory, 'owner.pid');
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (await mark(file)) return () => rm(file, { force: true });
    const owner = await livingOwner(file);
    if (owner !== null) throw claimed(directory, owner);
    await rm(file, { force: true });
  }
  throw new AppError('unavailable', `Could not claim ${directory}: others keep claiming it.`);
}

/** By way of a link: the file is whole from its first moment. False when there is one already. */
async function mark(file: string): Promise<boolean> {
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, `${process.pid}\n${processIdentity(process.pid)}\n`, { mode: 0o600 });
  try {
    await link(unfinished, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(unfinished, { force: true });
  }
}

/** After a power cut the id may be a stranger's: its start tells. */
async function livingOwner(file: string): Promise<number | null> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const [id = '', identity = ''] = text.split('\n');
  const pid = Number(id);
  if (!(pid > 0) || pid === process.pid || !processAlive(pid)) return null;
  return identity === processIdentity(pid) ? pid : null;
}

function claimed(directory: string, owner: number): AppError {
  return new AppError('unavailable', `${directory} is in use by process ${owner}. Stop it first.`);
}
