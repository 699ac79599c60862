import { type KeyObject, verify } from 'node:crypto';
import { AppError } from '../errors.ts';
import { parseRelease, type ReleaseFacts } from './release-statement.ts';

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
