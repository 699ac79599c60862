import { createHash, timingSafeEqual } from 'node:crypto';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { AppError } from '@workcompanion/core/errors';
import { Agent, buildConnector } from 'undici';
import type { Proxies } from './proxies.ts';
import { throughProxies } from './proxy-tunnel.ts';

const CONNECT_TIMEOUT_MS = 10_000;
/** The longest time without a byte. A server may need a while to sync a large segment. */
const SILENCE_TIMEOUT_MS = 60_000;
const PIN = /^sha256\/\/([A-Za-z0-9+/]{43}=)$/;

export interface ServerTrust {
  /** PEM of a private certificate authority, in place of the public ones. */
  readonly ca?: string;
  /** "sha256//BASE64" of the server's public key (SPKI), as curl's --pinnedpubkey has it. */
  readonly pin?: string;
}

/**
 * Makes connections to the one server. A pinned key needs no certificate authority and no matching name,
 * so that a self-signed certificate is enough.
 */
export function trustedAgent({ ca, pin }: ServerTrust, proxies?: Proxies): Agent {
  const expected = pin === undefined ? null : parsePin(pin);
  const connect = buildConnector({
    timeout: CONNECT_TIMEOUT_MS,
    ...(ca === undefined ? {} : { ca }),
    ...(expected === null ? {} : { rejectUnauthorized: false }),
  });
  const tunnelled = proxies === undefined ? connect : throughProxies(connect, proxies);
  return new Agent({
    connect: expected === null ? tunnelled : pinned(tunnelled, expected),
    headersTimeout: SILENCE_TIMEOUT_MS,
    bodyTimeout: SILENCE_TIMEOUT_MS,
  });
}

function parsePin(pin: string): Buffer {
  const [, base64] = PIN.exec(pin) ?? [];
  if (base64 === undefined) {
    throw new AppError('invalid-input', 'A pin looks like sha256//BASE64, with 44 characters.');
  }
  return Buffer.from(base64, 'base64');
}

function pinned(connect: buildConnector.connector, pin: Buffer): buildConnector.connector {
  return (options, done) => {
    connect(options, (...result) => {
      const [error, socket] = result;
      if (error !== null) return done(error, null);
      if (hasKey(socket, pin)) return done(null, socket);
      socket.destroy();
      const problem = new Error('the server does not hold the pinned key');
      done(Object.assign(problem, { code: 'ERR_PINNED_KEY' }), null);
    });
  };
}

function hasKey(socket: Socket, pin: Buffer): boolean {
  if (!(socket instanceof TLSSocket)) return false;
  const spki = socket.getPeerX509Certificate()?.publicKey.export({ type: 'spki', format: 'der' });
  if (spki === undefined) return false;
  return timingSafeEqual(createHash('sha256').update(spki).digest(), pin);
}
