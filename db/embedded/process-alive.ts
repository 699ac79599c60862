import { readFile } from 'node:fs/promises';

/** Whether a process with this id exists, ours or another account's (EPERM). */
export function processAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * Whether the process is a PostgreSQL server, for after a reboot the id may be somebody else's.
 * Systems without /proc can't tell: there, being alive has to do.
 */
export async function postgresAlive(pid: number): Promise<boolean> {
  if (!processAlive(pid)) return false;
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => null);
  return name === null ? processAlive(pid) : name.trim() === 'postgres';
}
