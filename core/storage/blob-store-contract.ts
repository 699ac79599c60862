import { afterEach, beforeEach, describe } from 'vitest';
import type { BlobStore } from './blob-store.ts';
import { describeKeys } from './contract/describe-keys.ts';
import { describeReading } from './contract/describe-reading.ts';
import { describeWriting } from './contract/describe-writing.ts';

/** What every `BlobStore` must do. `factory` gives an empty one; `dispose` ends it. */
export function describeBlobStore(
  name: string,
  factory: () => Promise<{ readonly store: BlobStore; readonly dispose: () => Promise<void> }>,
): void {
  describe(`${name} as a blob store`, () => {
    let store: BlobStore;
    let dispose: () => Promise<void>;
    beforeEach(async () => {
      ({ store, dispose } = await factory());
    });
    afterEach(() => dispose());

    describeWriting(() => store);
    describeReading(() => store);
    describeKeys(() => store);
  });
}
