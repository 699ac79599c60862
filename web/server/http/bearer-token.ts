import { AppError } from '@workcompanion/core/errors';
import type { Call } from './call.ts';

/** RFC 6750, section 2.1. Throws `unauthenticated`. */
export function bearerToken(call: Call): string {
  const match = /^Bearer +([\w.~+/-]+=*)$/i.exec(call.header('authorization') ?? '');
  if (match?.[1] === undefined) {
    throw new AppError('unauthenticated', 'A device token is needed (Authorization: Bearer).');
  }
  return match[1];
}
