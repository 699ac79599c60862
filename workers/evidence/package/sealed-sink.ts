import { createHash } from 'node:crypto';
import type { SealedFile } from '@workcompanion/core/storage/sealed-file';

export interface SealedSink {
  readonly stream: WritableStream<Uint8Array>;
  /** Of all that was written, as hex; once. */
  sha256(): string;
}

/** A stream into a sealed file, hashed on its way. */
export function sealedSink(file: SealedFile, signal: AbortSignal): SealedSink {
  const sha256 = createHash('sha256');
  return {
    stream: new WritableStream({
      async write(chunk) {
        signal.throwIfAborted();
        sha256.update(chunk);
        await file.write(chunk);
      },
    }),
    sha256: () => sha256.digest('hex'),
  };
}
