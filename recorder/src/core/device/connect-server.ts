import { AppError } from '@workcompanion/core/errors';
import type { Clock } from '../clock.ts';
import type { DeviceIdentity } from './device-identity.ts';
import { DeviceTokens } from './device-tokens.ts';
import type { Proxies } from './proxies.ts';
import { ServerClient } from './server-client.ts';
import { ServerClock } from './server-clock.ts';
import { type ServerTrust, trustedAgent } from './server-trust.ts';

interface ServerAddress {
  readonly server: string;
  readonly trust: ServerTrust;
  /** Without them the way is direct. */
  readonly proxies?: Proxies | undefined;
}

/** Prepares the client and the clock of a device's one server. Nothing is sent yet. */
export function connectServer(
  { server, trust, proxies }: ServerAddress,
  { identity, clock }: { readonly identity: DeviceIdentity; readonly clock: Clock },
) {
  const origin = serverOrigin(server);
  const dispatcher = trustedAgent(trust, proxies);
  const serverClock = new ServerClock(clock);
  const clientOf = ({ device, privateKey }: DeviceIdentity) => {
    const tokens = new DeviceTokens({ device, privateKey, audience: origin }, serverClock);
    return new ServerClient({ origin, dispatcher, tokens, clock, serverClock });
  };
  return { client: clientOf(identity), clientOf, clock: serverClock, dispatcher };
}

/** "https://portal.example": the audience of tokens, and where everything is sent. */
export function serverOrigin(address: string): string {
  const url = URL.parse(address);
  if (url?.protocol === 'https:') return url.origin;
  if (url?.protocol === 'http:' && isLoopback(url.hostname)) return url.origin;
  throw new AppError(
    'invalid-input',
    `The server's address must begin with https:// (plain http only goes to this machine): ${address}`,
    { details: { problem: addressProblem(address, url) } },
  );
}

function addressProblem(address: string, url: URL | null): string {
  if (url?.protocol === 'http:') return 'address-plain-http';
  return address.includes('://') ? 'address-invalid' : 'address-no-scheme';
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
