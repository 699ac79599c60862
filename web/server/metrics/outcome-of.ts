import { type ErrorCode, isAppError } from '@workcompanion/core/errors';

/** A label with few values: the closed codes, and `internal` for what nobody foresaw. */
export function outcomeOf(error: unknown): ErrorCode {
  return isAppError(error) ? error.code : 'internal';
}
