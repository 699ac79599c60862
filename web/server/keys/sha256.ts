import { createHash } from 'node:crypto';

/** How tokens of high entropy are kept: a leaked database gives none of them away. */
export function sha256(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
