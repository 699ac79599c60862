import { type ErrorCode, isAppError } from '@workcompanion/core/errors';
import { systemErrorCode } from '@workcompanion/core/storage/system-error';

/** What the row of a package tells of an error. */
export function evidencePackageFailureCode(error: unknown): ErrorCode {
  if (isAppError(error)) return error.code;
  return systemErrorCode(error) === 'ENOSPC' ? 'storage-full' : 'internal';
}
