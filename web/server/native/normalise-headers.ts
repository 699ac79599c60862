import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import proxyAddr from 'proxy-addr';
import { REQUEST_ID_HEADER } from '../http/endpoint.ts';

interface ProxyTrust {
  /** Whether what this peer says of its client is believed. */
  trusts(peer: string): boolean;
  /** The client's address: the first, from the right, that no trusted proxy vouches for. */
  clientAddress(request: IncomingMessage): string;
}

/** `proxies` as in TRUSTED_PROXIES. Throws on what is neither address, network nor name of one. */
export function proxyTrust(proxies: string): ProxyTrust {
  const trusted = proxyAddr.compile(
    proxies
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  );
  return {
    trusts: (peer) => trusted(peer, 0),
    clientAddress: (request) => proxyAddr(request, trusted),
  };
}

const FORWARDED = /^(forwarded|x-forwarded-.+|x-real-ip)$/;
const REQUEST_ID = /^[\w-]{8,64}$/;

/**
 * After this, what the headers say of the client can be believed: forwarded ones of a peer that is
 * no trusted proxy are gone, `x-forwarded-for` is the client's address alone, and there is a request
 * id, taken over from trusted proxies only.
 */
export function normaliseHeaders(request: IncomingMessage, trust: ProxyTrust): void {
  const { headers, socket } = request;
  const address = trust.clientAddress(request);
  const isTrusted = socket.remoteAddress !== undefined && trust.trusts(socket.remoteAddress);
  if (!isTrusted) {
    for (const name of Object.keys(headers)) if (FORWARDED.test(name)) delete headers[name];
  }
  headers['x-forwarded-for'] = address;
  const given = headers[REQUEST_ID_HEADER];
  const keeps = isTrusted && typeof given === 'string' && REQUEST_ID.test(given);
  headers[REQUEST_ID_HEADER] = keeps ? given : randomUUID();
}
