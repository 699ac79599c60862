import { readFileSync, readlinkSync, realpathSync } from 'node:fs';

/** Whether the id is taken: by a process of ours or of another account (EPERM), or by an ended one. */
export function processIdTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Not so for a process that has ended and that nobody collects (a container without an init). */
export function processAlive(pid: number): boolean {
  return processIdTaken(pid) && !ENDED.has(statusOf(pid)?.state ?? '');
}

/**
 * Whether the process is the PostgreSQL server of this data directory, which is its working
 * directory; for the id may be somebody else's by now. Without /proc, being alive has to do.
 */
export function postgresAlive(pid: number, cluster: string): boolean {
  if (!processAlive(pid)) return false;
  if ((statusOf(pid)?.name ?? 'postgres') !== 'postgres') return false;
  const folder = optional(() => readlinkSync(`/proc/${pid}/cwd`));
  return folder === null || folder === realpathSync(cluster);
}

/**
 * Tells a process from a later one with the same id: the boot, and when in it the process began.
 * Empty without /proc.
 */
export function processIdentity(pid: number): string {
  const boot = optional(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
  const status = statusOf(pid);
  return boot && status ? `${boot} ${status.startedAt}` : '';
}

/** Zombie and dead, by proc(5). */
const ENDED = new Set(['Z', 'X']);

interface ProcessStatus {
  readonly name: string;
  readonly state: string;
  /** Clock ticks after the boot. */
  readonly startedAt: string;
}

/** Fields 2, 3 and 22 of /proc/PID/stat; the name may hold blanks and brackets. */
function statusOf(pid: number): ProcessStatus | null {
  const stat = optional(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  const match = /^\d+ \((.*)\) (\w) (?:\S+ ){18}(\d+)/s.exec(stat ?? '');
  const [, name, state, startedAt] = match ?? [];
  return name && state && startedAt ? { name, state, startedAt } : null;
}

function optional<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
