import { Crc64 } from '../crypto/crc64.ts';
import { AppError } from '../errors.ts';
import type { ExpectedBlob } from './blob-store.ts';

/** Counts and sums a blob that passes by. Throws `digest-mismatch` once it can't be the one expected. */
export class ContentCheck {
  readonly #expected: ExpectedBlob;
  readonly #crc64: Crc64 | null;
  #size = 0;

  /** Without `hashes` only the size is checked: somebody else checks the content. */
  constructor(expected: ExpectedBlob, { hashes }: { readonly hashes: boolean }) {
    this.#expected = expected;
    this.#crc64 = hashes ? new Crc64() : null;
  }

  update(chunk: Uint8Array): void {
    this.#size += chunk.length;
    if (this.#size > this.#expected.size) throw this.#mismatch();
    this.#crc64?.update(chunk);
  }

  finish(): void {
    const sameContent = this.#crc64 === null || this.#crc64.digest() === this.#expected.crc64;
    if (this.#size !== this.#expected.size || !sameContent) throw this.#mismatch();
  }

  #mismatch(): AppError {
    const tooLong = this.#size > this.#expected.size;
    return new AppError('digest-mismatch', 'the bytes are not those announced', {
      details: {
        expectedSize: this.#expected.size,
        expectedCrc64: this.#expected.crc64,
        actualSize: tooLong ? `more than ${this.#expected.size}` : this.#size,
        actualCrc64: tooLong ? null : (this.#crc64?.digest() ?? null),
      },
    });
  }
}
