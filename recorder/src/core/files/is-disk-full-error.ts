import { systemCode } from './system-code.ts';

/** Of the system, and of SQLite, whose file of shared memory has a code of its own. */
const CODES: ReadonlySet<string> = new Set([
  'ENOSPC',
  'EDQUOT',
  'SQLITE_FULL',
  'SQLITE_IOERR_SHMSIZE',
]);

export function isDiskFullError(error: unknown): boolean {
  return CODES.has(systemCode(error) ?? '');
}
