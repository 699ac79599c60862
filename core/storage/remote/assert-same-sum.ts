import { AppError } from '../../errors.ts';
import type { ExpectedBlob } from '../blob-store.ts';

/** Throws `digest-mismatch` when the store says, in its answer to a put, that it took other bytes. */
export function assertSameSum(key: string, expected: ExpectedBlob, stored: string | null): void {
  if (stored === expected.crc64) return;
  throw new AppError('digest-mismatch', `the store took other bytes for ${key} than were sent`, {
    details: { key, expectedCrc64: expected.crc64, storedCrc64: stored },
  });
}
