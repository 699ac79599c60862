import { createHash } from 'node:crypto';

/** SHA-256 (hex) of the canonical JSON (RFC 8785) of a policy: what a device signs when it applies one. */
export function policyDigest(policy: object): string {
  return createHash('sha256')
    .update(new TextEncoder().encode(canonicalJson(policy)))
    .digest('hex');
}

/** Members in the order of their names' UTF-16 code units, no white space (RFC 8785, section 3.2). */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members: [string, unknown][] = Object.entries(value);
  const told = members
    .filter(([, member]) => member !== undefined)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`);
  return `{${told.join(',')}}`;
}
