import { type KeyObject, sign, verify } from 'node:crypto';
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
