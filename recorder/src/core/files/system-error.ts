/** Whether the file or folder does not exist. */
export function isMissing(error: unknown): boolean {
  return systemCode(error) === 'ENOENT';
}

/** The code of an error of the operating system ("ENOSPC"). */
export function systemCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/** Codes of the operating system and of SQLite, whose shared memory file has a code of its own. */
const CODES: ReadonlySet<string> = new Set([
  'ENOSPC',
  'EDQUOT',
  'SQLITE_FULL',
  'SQLITE_IOERR_SHMSIZE',
]);

export function isDiskFullError(error: unknown): boolean {
  return CODES.has(systemCode(error) ?? '');
}
