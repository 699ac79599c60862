import { createHash } from 'node:crypto';
import { canonicalJson } from '../crypto/canonical-json.ts';

/** SHA-256 (hex) of the canonical JSON (RFC 8785) of a policy: what a device signs when it applies one. */
export function policyDigest(policy: object): string {
  return createHash('sha256')
    .update(new TextEncoder().encode(canonicalJson(policy)))
    .digest('hex');
}
