import { isAppError } from '@workcompanion/core/errors';
import type { TaskFailure } from './task-failure.ts';

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

/** Of `AbortSignal.timeout`: the deadline of the task. */
function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'TimeoutError';
}
