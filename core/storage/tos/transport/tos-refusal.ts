import type { IncomingMessage } from 'node:http';
import type { AppError } from '../../../errors.ts';
import { refusalOf, retryAfterSeconds } from '../../remote/refusal-of.ts';

/** The error for an answer of TOS that is no success. */
export function tosRefusal({ statusCode = 0, headers }: IncomingMessage, body: string): AppError {
  return refusalOf({
    store: 'TOS',
    status: statusCode,
    reason: /"Code"\s*:\s*"(\w+)"/.exec(body)?.[1] ?? null,
    requestId: String(headers['x-tos-request-id'] ?? '') || null,
    retryAfterSeconds: retryAfterSeconds(headers['retry-after'], Date.now()),
    date: headers.date,
  });
}
