import { type ErrorCode, isAppError } from '@workcompanion/core/errors';
import { isDiskFullError } from '@workcompanion/core/files/system-error';

/** What the row of a package tells of an error. */
export function evidencePackageFailureCode(error: unknown): ErrorCode {
  if (isAppError(error)) return error.code;
  return isDiskFullError(error) ? 'storage-full' : 'internal';
}
