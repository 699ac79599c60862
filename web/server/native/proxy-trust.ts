import type { IncomingMessage } from 'node:http';
import proxyAddr from 'proxy-addr';

export interface ProxyTrust {
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
