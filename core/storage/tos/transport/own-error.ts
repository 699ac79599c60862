import { connectionError } from '../../remote/connection-error.ts';
import type { OwnSource } from './own-source.ts';

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
