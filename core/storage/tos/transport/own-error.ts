import { connectionError } from '../../remote/connection-error.ts';

export interface FailedRequest {
  readonly origin: string;
  readonly signal: AbortSignal | undefined;
  readonly source: OwnSource | null;
}

/** What to throw for a request that broke: what its source threw, its signal's reason, or an error of ours. */
export function ownError(error: unknown, { origin, signal, source }: FailedRequest): unknown {
  if (source?.failure) return source.failure.error;
  if (signal?.aborted === true) return signal.reason;
  return connectionError(new URL(origin).host, error);
}

/** A body that remembers what broke it: that is the caller's own, and goes back as it is. */
export class OwnSource implements AsyncIterable<Uint8Array> {
  readonly #body: AsyncIterable<Uint8Array>;
  failure: { readonly error: unknown } | null = null;

  constructor(body: AsyncIterable<Uint8Array>) {
    this.#body = body;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    try {
      yield* this.#body;
    } catch (error) {
      this.failure = { error };
      throw error;
    }
  }
}
