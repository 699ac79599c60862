import type { Clock } from '../clock.ts';
import type { DeviceIdentity } from './device-identity.ts';
import { DeviceTokens } from './device-tokens.ts';
import { ServerClient } from './server-client.ts';
import { ServerClock } from './server-clock.ts';
import { serverOrigin } from './server-origin.ts';
import { type ServerTrust, trustedAgent } from './server-trust.ts';

interface ServerAddress {
  readonly server: string;
  readonly trust: ServerTrust;
}

/** The one server of a device: who asks it, and its clock. Nothing is sent yet. */
export function connectServer(
  { server, trust }: ServerAddress,
  { identity, clock }: { readonly identity: DeviceIdentity; readonly clock: Clock },
) {
  const origin = serverOrigin(server);
  const dispatcher = trustedAgent(trust);
  const serverClock = new ServerClock(clock);
  const clientOf = ({ device, privateKey }: DeviceIdentity) => {
    const tokens = new DeviceTokens({ device, privateKey, audience: origin }, serverClock);
    return new ServerClient({ origin, dispatcher, tokens, clock, serverClock });
  };
  return { client: clientOf(identity), clientOf, clock: serverClock, dispatcher };
}
