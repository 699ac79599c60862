import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';

/**
 * Where a webhook may be sent to: the host's addresses, looked up once, when all of them are public or
 * the operator has named the host. Otherwise a webhook could reach what stands behind the firewall.
 * Throws an Error with the code EADDRNOTALLOWED, or what the look-up throws.
 */
export async function allowedAddresses(
  hostname: string,
  allowedHosts: readonly string[],
): Promise<LookupAddress[]> {
  const host = hostname.replace(/^\[|\]$/g, '');
  const found = await lookup(host, { all: true });
  const inner = found.find(({ address }) => ipaddr.process(address).range() !== 'unicast');
  if (inner === undefined || allowedHosts.includes(host)) return found;
  const message = `${host} is not a public address; WEBHOOK_ALLOWED_HOSTS can allow it`;
  throw Object.assign(new Error(message), { code: 'EADDRNOTALLOWED' });
}
