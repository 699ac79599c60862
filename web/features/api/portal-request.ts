import { AppError } from '@workcompanion/core/errors';
import { ErrorResponse } from '@workcompanion/core/protocol/messages';
import type { z } from 'zod';
import { unattendedHeader } from './unattended-header.ts';

interface PortalRequest<T> {
  readonly path: string;
  /** What the answer must be; null when nothing of it is needed. */
  readonly answer: z.ZodType<T> | null;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** Let it outlive the page: for what must be told when somebody leaves. */
  readonly keepalive?: boolean;
}

/** The request number of an error, for whoever looks it up in the server's log. */
export function requestIdOf(error: unknown): string | null {
  const id = error instanceof AppError ? error.details['requestId'] : null;
  return typeof id === 'string' ? id : null;
}

/** What an answer that is none says went wrong. */
export async function errorOf(response: Response): Promise<AppError> {
  const parsed = ErrorResponse.safeParse(await response.json().catch(() => null));
  if (!parsed.success) {
    const code = response.status >= 502 && response.status <= 504 ? 'unavailable' : 'internal';
    return new AppError(code, `The server answered ${response.status} without saying why.`);
  }
  const { code, message, requestId } = parsed.data.error;
  return new AppError(code, message, { details: { requestId } });
}

async function send<T>(request: PortalRequest<T>, method: 'GET' | 'POST'): Promise<Response> {
  const { path, body, signal, keepalive } = request;
  try {
    return await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: headersOf(body),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
      ...(keepalive === true ? { keepalive: true } : {}),
    });
  } catch (cause) {
    if (signal?.aborted === true) throw cause;
    throw new AppError('unavailable', 'The server can not be reached.', { cause });
  }
}

function headersOf(body: unknown): Record<string, string> {
  return {
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...unattendedHeader(),
  };
}

/**
 * The one way from the browser to the portal's API.
 *
 * @throws AppError with the server's code; `unavailable` when no answer came; `internal` when the
 * answer was not what the contract says.
 */
export async function portalRequest<T>(
  request: PortalRequest<T>,
  method: 'GET' | 'POST' = 'GET',
): Promise<T> {
  const response = await send(request, method);
  if (!response.ok) throw await errorOf(response);
  if (request.answer === null) return noAnswer<T>();
  const parsed = request.answer.safeParse(await response.json().catch(() => null));
  if (parsed.success) return parsed.data;
  throw new AppError('internal', `${request.path} did not answer as agreed.`, {
    cause: parsed.error,
  });
}

/** Safe because `answer: null` types T as the caller's `null` or `void`: nothing is read from it. */
function noAnswer<T>(): T {
  return undefined as T;
}
