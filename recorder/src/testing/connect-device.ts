import { onTestFinished } from 'vitest';
import { systemClock } from '../core/clock.ts';
import { DeviceTokens } from '../core/device/device-tokens.ts';
import { ServerClient } from '../core/device/server-client.ts';
import { ServerClock } from '../core/device/server-clock.ts';
import { type ServerTrust, trustedAgent } from '../core/device/server-trust.ts';
import { openTestJournal } from './open-test-journal.ts';
import { TestPortal } from './test-portal.ts';

/** A portal, and a device that it knows, with its journal. */
export async function connectDevice({ trust = {} }: { readonly trust?: ServerTrust } = {}) {
  const portal = await TestPortal.start();
  const opened = await openTestJournal();
  const { device, privateKey, publicKey } = opened;
  portal.state.devices.set(device, publicKey);
  const dispatcher = trustedAgent(trust);
  const serverClock = new ServerClock(systemClock);
  const tokens = new DeviceTokens({ device, privateKey, audience: portal.url }, serverClock);
  const client = new ServerClient({
    origin: portal.url,
    dispatcher,
    tokens,
    clock: systemClock,
    serverClock,
  });
  client.expect({
    signingKey: portal.state.signing.publicKey,
    sealingKey: portal.state.sealing.publicKey,
  });
  onTestFinished(async () => {
    await dispatcher.destroy();
    await portal.offline();
  });
  return { portal, client, serverClock, tokens, ...opened };
}
