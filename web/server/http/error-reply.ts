import { AppError, isAppError } from '@workcompanion/core/errors';
import type { ErrorResponse } from '@workcompanion/core/protocol/messages';
import { databaseFailure } from '@workcompanion/db/database-failure';
import { jsonReply, type Reply } from './reply.ts';

/** The one place where an error becomes a response. What is not ours is told as `internal`. */
export function errorReply(error: unknown, requestId: string): Reply {
  const told = toldError(error);
  const reply = jsonReply(errorBody(told, requestId), told.status);
  return { ...reply, headers: { ...reply.headers, ...errorHeaders(told) } };
}

export function toldError(error: unknown): AppError {
  if (isAppError(error)) return error;
  return (
    databaseFailure(error) ??
    new AppError('internal', 'The server failed. Its log has the cause under this request id.', {
      cause: error,
    })
  );
}

function errorHeaders({ code, details, retryAfterSeconds }: AppError): Record<string, string> {
  return {
    ...(retryAfterSeconds !== undefined && { 'retry-after': String(Math.ceil(retryAfterSeconds)) }),
    // RFC 9110, 15.5.17: "a Content-Range … specifying the current length".
    ...(code === 'range-not-satisfiable' && { 'content-range': `bytes */${details['size']}` }),
  };
}

export function errorBody(error: AppError, requestId: string): ErrorResponse {
  const { code, message, retryable } = error;
  return { error: { code, message, requestId, retryable } };
}
