import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { AppError } from '../errors.ts';
import type { ReleaseFacts } from './release-statement.ts';

export type MeasuredRelease = Pick<ReleaseFacts, 'sha256' | 'bytes'>;

/** What a statement says of a file, taken from the file. */
export async function measureRelease(path: string): Promise<MeasuredRelease> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    bytes += piece.length;
    hash.update(piece);
  }
  return { sha256: hash.digest('hex'), bytes };
}

/** Throws `release-mismatch`. */
export function assertSameRelease(facts: ReleaseFacts, measured: MeasuredRelease): void {
  if (measured.bytes === facts.bytes && measured.sha256 === facts.sha256) return;
  throw new AppError('release-mismatch', 'The file is not the one that its statement describes.', {
    details: { version: facts.version, stated: facts.bytes, bytes: measured.bytes },
  });
}
