import { readFileSync } from 'node:fs';

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
 * Whether the process is a PostgreSQL server, for after a reboot the id may be somebody else's.
 * Systems without /proc can't tell: there, being alive has to do.
 */
export function postgresAlive(pid: number): boolean {
  return processAlive(pid) && (statusOf(pid)?.name ?? 'postgres') === 'postgres';
}

/** Zombie and dead, by proc(5). */
const ENDED = new Set(['Z', 'X']);

function statusOf(pid: number): { name: string; state: string } | null {
  const stat = readOptional(`/proc/${pid}/stat`);
  const match = /^\d+ \((.*)\) (\w)/s.exec(stat ?? '');
  return match?.[1] && match[2] ? { name: match[1], state: match[2] } : null;
}

function readOptional(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
