import { sha256 } from '@noble/hashes/sha2.js';
import { base64url } from 'jose';
import { type Digest, leafHash } from '../evidence/merkle.ts';

/** A use as a leaf of its track's tree: its times, and the digest of what was in front. */
export interface UseLeaf {
  /** UTC µs. */
  readonly from: number;
  readonly to: number;
  /** SHA-256 of salt and text, base64url. */
  readonly digest: string;
}

const utf8 = new TextEncoder();

/** Times stand apart from the text: a use that is kept back can still be placed. */
export function leafOfUse({ from, to, digest }: UseLeaf): Digest {
  return leafHash(utf8.encode(`${from} ${to} ${digest}`));
}

/** Without the salt nobody finds out by trying whether a window had a certain title. */
export function digestOfUse(salt: string, text: string): string {
  return base64url.encode(sha256(utf8.encode(`${salt}.${text}`)));
}
