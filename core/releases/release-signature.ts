import { createHash, type KeyObject, sign, verify } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { AppError } from '../errors.ts';
import { parseRelease, ReleaseFacts, signedLines } from './release-statement.ts';

/** What the statement says, when one of the keys signed it; else throws `release-not-signed`. */
export function verifyRelease(text: string, keys: readonly KeyObject[]): ReleaseFacts {
  const { facts, signed, signature } = parseRelease(text);
  const isGood = keys.some((key) =>
    verify(
      'sha256',
      Buffer.from(signed),
      { key, dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64'),
    ),
  );
  if (isGood) return facts;
  throw new AppError('release-not-signed', 'No release key of this installation signed it.', {
    details: { version: facts.version },
  });
}

/** The statement of a file, by the company's private key of ECDSA P-256. */
export function signRelease(facts: ReleaseFacts, key: KeyObject): string {
  const signed = signedLines(ReleaseFacts.parse(facts));
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' });
  return `${signed}${signature.toString('base64')}\n`;
}

type MeasuredRelease = Pick<ReleaseFacts, 'sha256' | 'bytes'>;

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
