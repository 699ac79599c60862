import type { BlobReader } from '../blob-store.ts';

/** The same reader (or with other chunks), which tells once when it is closed or read to its end. */
export function closing(
  reader: BlobReader,
  onClose: () => void,
  chunks: () => AsyncIterable<Uint8Array> = () => reader.chunks(),
): BlobReader {
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= reader.close().finally(onClose);
    return closed;
  };
  return {
    size: reader.size,
    recycle: reader.recycle,
    async *chunks() {
      try {
        yield* chunks();
      } finally {
        await close();
      }
    },
    close,
  };
}
