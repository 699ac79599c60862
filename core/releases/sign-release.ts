import { type KeyObject, sign } from 'node:crypto';
import { ReleaseFacts, signedLines } from './release-statement.ts';

/** The statement of a file, by the company's private key of ECDSA P-256. */
export function signRelease(facts: ReleaseFacts, key: KeyObject): string {
  const signed = signedLines(ReleaseFacts.parse(facts));
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' });
  return `${signed}${signature.toString('base64')}\n`;
}
