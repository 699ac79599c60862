import { type ErrorCode, isAppError } from '@workcompanion/core/errors';

/** An error as data: its prototype does not survive the way between threads. */
export interface TaskFailure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly retryAfterSeconds: number | null;
}

export function describeFailure(error: unknown): TaskFailure {
  if (isAppError(error)) {
    const { code, message, retryAfterSeconds } = error;
    return { code, message, retryAfterSeconds: retryAfterSeconds ?? null };
  }
  const text = error instanceof Error ? `${error.name}: ${error.message}` : 'no Error was thrown';
  return {
    code: isTimeout(error) ? 'unavailable' : 'internal',
    message: text,
    retryAfterSeconds: null,
  };
}

/** Thrown by `AbortSignal.timeout`: the deadline of the task. */
function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'TimeoutError';
}
