import { AppError, isAppError } from '../../errors.ts';
import type { BlobReader, BlobStore, ByteRange } from '../blob-store.ts';
import type { CircuitBreaker, Pass } from './circuit-breaker.ts';

/** How soon a viewer may try again what failed while the archive still counts as reached. */
const RETRY_SECONDS = 2;

/** The archive as players meet it: behind a breaker, and with a word on when to try again. */
export class GuardedArchive {
  readonly #store: Pick<BlobStore, 'read'>;
  readonly #breaker: CircuitBreaker;

  constructor(store: Pick<BlobStore, 'read'>, breaker: CircuitBreaker) {
    this.#store = store;
    this.#breaker = breaker;
  }

  /** Throws `unavailable`, with a time; and what says something of the blob, as the store tells it. */
  async read(key: string, range?: ByteRange): Promise<BlobReader> {
    const pass = this.#breaker.enter();
    try {
      const reader = await this.#store.read(key, range);
      return {
        size: reader.size,
        crc64: reader.crc64 ?? null,
        chunks: () => watched(reader.chunks(), pass),
        unsummed: () => watched((reader.unsummed ?? reader.chunks).call(reader), pass),
        // First: what a reader throws because we close it says nothing of the archive.
        close: () => {
          pass.dropped();
          return reader.close();
        },
      };
    } catch (error) {
      pass.failed(error);
      throw told(error);
    }
  }
}

async function* watched(chunks: AsyncIterable<Uint8Array>, pass: Pass): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of chunks) {
      pass.answered();
      yield chunk;
    }
    pass.succeeded();
  } catch (error) {
    pass.failed(error);
    throw told(error);
  } finally {
    pass.dropped();
  }
}

/** What keeps us from the store is one thing to a viewer; the log has the cause. */
function told(error: unknown): unknown {
  if (isAppError(error) && !UNREACHED.has(error.code)) return error;
  const given = isAppError(error) ? error.retryAfterSeconds : undefined;
  return new AppError('unavailable', 'The archive did not answer as it should.', {
    cause: error,
    retryAfterSeconds: given ?? RETRY_SECONDS,
  });
}

const UNREACHED: ReadonlySet<string> = new Set([
  'unavailable',
  'too-many-requests',
  'storage-refused',
  'internal',
]);
