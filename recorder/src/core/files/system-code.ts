/** The file or folder isn't there. */
export function isMissing(error: unknown): boolean {
  return systemCode(error) === 'ENOENT';
}

/** The code of an error of the operating system ("ENOSPC"). */
export function systemCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
