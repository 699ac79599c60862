import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { SIGNATURE_HEADER, signWebhook } from '@workcompanion/core/crypto/webhook-signature';
import ipaddr from 'ipaddr.js';
import { Agent, fetch } from 'undici';

const TIMEOUT_MS = 10_000;
/** The part of an error's text that is kept. */
const MOST_CHARACTERS = 200;

export interface Posted {
  /** Null when nobody answered. */
  readonly status: number | null;
  readonly error: string | null;
}

interface Post {
  readonly url: string;
  readonly secret: string;
  readonly delivery: string;
  readonly body: string;
  /** UTC µs. */
  readonly now: number;
  readonly stopping: AbortSignal;
  /** Hosts that need not be public. */
  readonly allowedHosts: readonly string[];
}

/** Never rejects. A redirect is not followed: the address was agreed, and its TLS was. */
export async function postWebhook({
  url,
  secret,
  delivery,
  body,
  now,
  stopping,
  allowedHosts,
}: Post): Promise<Posted> {
  let dispatcher: Agent | null = null;
  try {
    const addresses = await allowedAddresses(new URL(url).hostname, allowedHosts);
    // Connects to what was looked at, whatever the name means a moment later.
    const pinned: LookupFunction = (_, { all }, done) =>
      all ? done(null, addresses) : done(null, addresses[0]?.address ?? '', addresses[0]?.family);
    dispatcher = new Agent({ connect: { lookup: pinned } });
    const response = await fetch(url, {
      dispatcher,
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'WorkCompanion',
        'workcompanion-delivery': delivery,
        [SIGNATURE_HEADER]: signWebhook({ secret, body }, Math.floor(now / 1_000_000)),
      },
      body,
      signal: AbortSignal.any([stopping, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    await response.body?.cancel();
    const { status, ok } = response;
    return { status, error: ok ? null : `HTTP ${status}` };
  } catch (error) {
    return { status: null, error: reasonOf(error) };
  } finally {
    await dispatcher?.destroy();
  }
}

/** "fetch failed" says nothing: its cause does (ECONNREFUSED, a certificate, a name). */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return 'unknown';
  if (cause.name === 'TimeoutError') return 'ETIMEDOUT no answer in time';
  const code = 'code' in cause ? String(cause.code) : '';
  return `${code} ${cause.message.replace(`${code} `, '')}`.trim().slice(0, MOST_CHARACTERS);
}

/**
 * Where a webhook may be sent to: the host's addresses, looked up once, when all of them are public or
 * the operator has named the host. Otherwise a webhook could reach what stands behind the firewall.
 * Throws an Error with the code EADDRNOTALLOWED, or what the look-up throws.
 */
async function allowedAddresses(
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
