import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@workcompanion/core/errors';
import { processAlive } from './process-alive.ts';

const STOP_POLL_MS = 20;
const WATCH_POLL_MS = 250;
const SESSIONS_POLL_MS = 50;
const SESSIONS_TIMEOUT_MS = 30_000;
const FAST_STOP_MS = 30_000;
const IMMEDIATE_STOP_MS = 10_000;

/**
 * Fast shutdown (SIGINT: sessions are ended, everything is written); when that hangs, immediate
 * (SIGQUIT: the next start recovers from the log). Returns when the process has gone.
 */
export async function stopPostmaster(pid: number): Promise<void> {
  if (await signalled(pid, 'SIGINT', FAST_STOP_MS)) return;
  await signalled(pid, 'SIGQUIT', IMMEDIATE_STOP_MS);
}

async function signalled(pid: number, signal: NodeJS.Signals, waitMs: number): Promise<boolean> {
  if (!processAlive(pid)) return true;
  process.kill(pid, signal);
  const deadline = performance.now() + waitMs;
  while (performance.now() < deadline) {
    if (!processAlive(pid)) return true;
    await delay(STOP_POLL_MS);
  }
  return false;
}

/** Resolves when the process has gone. It is polled because an adopted server is no child of ours. */
export function watchPostmaster(pid: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (processAlive(pid)) return;
      clearInterval(timer);
      resolve();
    }, WATCH_POLL_MS);
    timer.unref();
  });
}

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** What `postmaster.pid` says (pid in line 1, port in line 4), or null when no server left one. */
export async function readPostmasterFile(cluster: string): Promise<Postmaster | null> {
  const text = await readFile(path.join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return Number.isInteger(pid) && pid > 0 && Number.isInteger(port) && port > 0
    ? { pid, port }
    : null;
}

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
  const deadline = performance.now() + SESSIONS_TIMEOUT_MS;
  while (segment !== undefined && (await isAttached(segment))) {
    if (performance.now() > deadline) {
      throw new AppError('unavailable', `Sessions of an earlier PostgreSQL still use ${cluster}.`);
    }
    await delay(SESSIONS_POLL_MS);
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
