/** The code of an error of the operating system ("ENOENT"), if it is one. */
export function systemErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Whether the file or folder does not exist. */
export function isMissing(error: unknown): boolean {
  return systemErrorCode(error) === 'ENOENT';
}

/** Codes of the operating system and of SQLite, whose shared memory file has a code of its own. */
const DISK_FULL: ReadonlySet<string> = new Set([
  'ENOSPC',
  'EDQUOT',
  'SQLITE_FULL',
  'SQLITE_IOERR_SHMSIZE',
]);

export function isDiskFullError(error: unknown): boolean {
  return DISK_FULL.has(systemErrorCode(error) ?? '');
}
