import { AppError } from '@workcompanion/core/errors';
import { ErrorResponse } from '@workcompanion/core/protocol/messages';

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
