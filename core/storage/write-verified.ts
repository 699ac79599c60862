import { open } from 'node:fs/promises';
import { Crc64 } from '../crypto/crc64.ts';
import { AppError } from '../errors.ts';
import { writeBatches } from './write-batches.ts';

export interface ExpectedBlob {
  readonly size: number;
  /** Unsigned decimal. */
  readonly crc64: string;
}

/**
 * Writes a new file and syncs it, or throws `digest-mismatch` as soon as it can't be the one
 * expected any more. What a failure leaves behind is the caller's to remove.
 */
export async function writeVerified(
  path: string,
  source: AsyncIterable<Uint8Array>,
  expected: ExpectedBlob,
): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    const crc64 = new Crc64();
    let size = 0;
    await writeBatches(file, source, (chunk) => {
      size += chunk.length;
      if (size > expected.size) throw mismatch(expected, { size: `more than ${expected.size}` });
      crc64.update(chunk);
    });
    const actual = { size, crc64: crc64.digest() };
    if (size !== expected.size || actual.crc64 !== expected.crc64) throw mismatch(expected, actual);
    await file.sync();
  } finally {
    await file.close();
  }
}

function mismatch(
  expected: ExpectedBlob,
  actual: { readonly size: number | string; readonly crc64?: string },
): AppError {
  return new AppError('digest-mismatch', 'the bytes are not those announced', {
    details: {
      expectedSize: expected.size,
      expectedCrc64: expected.crc64,
      actualSize: actual.size,
      actualCrc64: actual.crc64 ?? null,
    },
  });
}
