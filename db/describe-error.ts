import { isAppError } from '@workcompanion/core/errors';
import { DrizzleQueryError } from 'drizzle-orm/errors';

const MAX_CAUSES = 5;

/** What a log keeps of an error: never query parameters, row contents or request bodies. */
export interface ErrorDescription {
  readonly name: string;
  readonly code?: unknown;
  readonly message: string;
  readonly details?: unknown;
  readonly frames: readonly string[];
  readonly cause?: ErrorDescription;
}

export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) {
    return { name: typeof error, message: 'a value that is no Error was thrown', frames: [] };
  }
  return {
    name: error.name,
    ...('code' in error && { code: error.code }),
    message: messageOf(error),
    ...(isAppError(error) && { details: error.details }),
    frames: framesOf(error),
    ...(error.cause instanceof Error &&
      depth < MAX_CAUSES && { cause: describeError(error.cause, depth + 1) }),
  };
}

/** drizzle writes the bound parameters into the message: password hashes and wrapped keys too. */
function messageOf(error: Error): string {
  return error instanceof DrizzleQueryError ? `failed query: ${error.query}` : error.message;
}

/** Without the head of `stack`, which repeats the message. */
function framesOf(error: Error): string[] {
  return (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
}

/** The SQLSTATE of a failed statement, also when drizzle wrapped the driver's error; else null. */
export function databaseErrorCode(error: unknown): string | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string' && /^[0-9A-Z]{5}$/.test(cause.code)) {
      return cause.code;
    }
  }
  return null;
}
