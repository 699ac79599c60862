/**
 * A request that was not answered as the protocol says. A newer server may know other codes than
 * core/errors, and what it says of `retryable` counts.
 */
export class RequestFailure extends Error {
  override readonly name = 'RequestFailure';
  /** The server's code; 'network' when no answer came, 'not-the-protocol' when a stranger answered. */
  readonly code: string;
  readonly retryable: boolean;
  readonly retryAfterMs: number | null;

  constructor(
    code: string,
    message: string,
    options: { retryable: boolean; retryAfterMs?: number | null; cause?: unknown },
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}
