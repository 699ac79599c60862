import { AppError } from '../../errors.ts';
import { connectionError } from '../remote/connection-error.ts';
import { refusalOf } from '../remote/refusal-of.ts';
import { retryAfterSeconds } from '../remote/retry-after.ts';

interface AnswerFacts {
  readonly status: number;
  readonly requestId: string | null;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** Our error for one of the SDK's, built from facts: the SDK's own holds the signed request. */
export function s3Error(host: string, error: unknown): AppError {
  if (error instanceof AppError) return error;
  const facts = answerFacts(error);
  if (facts === null) return connectionError(host, error);
  const { status, requestId, headers } = facts;
  return refusalOf({
    store: 'S3',
    status,
    reason: reasonOf(error),
    requestId,
    retryAfterSeconds: retryAfterSeconds(headers['retry-after'], Date.now()),
    date: headers['date'],
  });
}

/** Names that the SDK gives to what it could not read, or got without a body, are no reasons. */
function reasonOf(error: unknown): string | null {
  const name = error instanceof Error ? error.name : '';
  return /^[A-Z]\w+$/.test(name) && !NAMELESS.has(name) ? name : null;
}

const NAMELESS = new Set(['Error', 'SyntaxError', 'TypeError', 'Unknown', 'UnknownError']);

function answerFacts(error: unknown): AnswerFacts | null {
  const { $metadata, $response } = sdkError(error);
  const status = $response?.statusCode ?? $metadata?.httpStatusCode;
  if (status === undefined) return null;
  return { status, requestId: $metadata?.requestId ?? null, headers: $response?.headers ?? {} };
}

/** Safe: each field is optional here, and an SDK error has them of these types or not at all. */
function sdkError(error: unknown) {
  return (error ?? {}) as {
    readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
    readonly $response?: {
      readonly statusCode?: number;
      readonly headers?: Readonly<Record<string, string | undefined>>;
    };
  };
}
