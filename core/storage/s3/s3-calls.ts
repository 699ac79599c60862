import { AppError } from '../../errors.ts';
import { connectionError } from '../remote/connection-error.ts';
import { refusalOf, retryAfterSeconds } from '../remote/refusal-of.ts';
import { DEFAULT_TIMEOUTS, type RemoteTimeouts } from '../remote/remote-timeouts.ts';
import type { S3StoreOptions } from './s3-store-options.ts';

/** Runs calls of the SDK under our clocks, and turns what they throw into our errors. */
export class S3Calls {
  readonly host: string;
  readonly timeouts: RemoteTimeouts;

  constructor(options: S3StoreOptions) {
    this.host = new URL(options.endpoint).host;
    this.timeouts = { ...DEFAULT_TIMEOUTS, ...options.timeouts };
  }

  /** `idleMs` of silence at most: for calls without a body to send. */
  ask<T>(use: (abortSignal: AbortSignal) => Promise<T>): Promise<T> {
    return this.run(use, { limitMs: Math.min(this.timeouts.idleMs, this.timeouts.totalMs) });
  }

  async run<T>(
    use: (abortSignal: AbortSignal) => Promise<T>,
    { limitMs, signals = [] }: { readonly limitMs: number; readonly signals?: AbortSignal[] },
  ): Promise<T> {
    // Not `AbortSignal.timeout`: its timer would outlive the call.
    const clock = new AbortController();
    const timer = setTimeout(() => clock.abort(), limitMs);
    try {
      return await use(AbortSignal.any([clock.signal, ...signals]));
    } catch (error) {
      if (!clock.signal.aborted) throw s3Error(this.host, error);
      const late = `${this.host}: not done within ${limitMs} ms`;
      throw new AppError('unavailable', late, { details: { host: this.host } });
    } finally {
      clearTimeout(timer);
    }
  }
}

interface AnswerFacts {
  readonly status: number;
  readonly requestId: string | null;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** Our error for one of the SDK's, built from facts: the SDK's own holds the signed request. */
function s3Error(host: string, error: unknown): AppError {
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
