import type { ErrorCode } from '@workcompanion/core/errors';

/** An error as data: its prototype does not survive the way between threads. */
export interface TaskFailure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly retryAfterSeconds: number | null;
}
