import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@workcompanion/core/errors';

const POLL_MS = 50;
const TIMEOUT_MS = 30_000;

/**
 * Removes the pid file of a dead server whose id is taken: PostgreSQL does so itself else, but takes
 * an ended process that nobody collected, or a stranger, for a living server. Sessions of the dead
 * one may still be running: they hold its shared memory, and are waited for.
 */
export async function removeStalePostmasterFile(cluster: string): Promise<void> {
  const file = path.join(cluster, 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return;
  // Line 7: key and id of the System V segment.
  const segment = text.split('\n')[6]?.trim().split(/\s+/)[1];
  const deadline = performance.now() + TIMEOUT_MS;
  while (segment !== undefined && (await isAttached(segment))) {
    if (performance.now() > deadline) {
      throw new AppError('unavailable', `Sessions of an earlier PostgreSQL still use ${cluster}.`);
    }
    await delay(POLL_MS);
  }
  await rm(file, { force: true });
}

/** By proc(5): the second column is the segment's id, the seventh how many processes hold it. */
async function isAttached(segment: string): Promise<boolean> {
  const table = await readFile('/proc/sysvipc/shm', 'utf8').catch(() => '');
  const row = table
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .find((columns) => columns[1] === segment);
  return row !== undefined && Number(row[6]) > 0;
}
