import { makeWindowTrack } from '@workcompanion/core/windows/make-window-track';
import type { WindowUse } from '@workcompanion/core/windows/window-track';
import type { ServerContext } from '../context.ts';
import type { DeviceContext } from '../device-context.ts';
import { receiveWindowTrack } from '../recorder/receive-window-track.ts';
import type { TestDevice } from './test-device.ts';
import { currentKey } from './test-segment.ts';

/** A track of a device, sealed under the key of its present window. */
export async function makeTestTrack(device: DeviceContext, uses: readonly WindowUse[]) {
  const { keyId, key } = await currentKey(device);
  const made = makeWindowTrack({
    device: device.device.id,
    key: { keyId, key: Buffer.from(key, 'base64url') },
    uses,
    detail: 'programs-and-titles',
    policyVersion: 1,
  });
  if (made === null) throw new Error('a track without a use');
  return made;
}

/** The track of a device, received as a recorder sends it when it is over. */
export async function storeWindowTrack(
  ctx: ServerContext,
  device: TestDevice,
  uses: readonly WindowUse[],
) {
  const at = uses.at(-1)?.to ?? ctx.now();
  const own = device.in({ ...ctx, now: () => at });
  const { id, body, sealed } = await makeTestTrack(own, uses);
  const statement = await device.state(body, { at });
  await receiveWindowTrack(own, { id, statement, sealed: sealed.toString('base64') });
  return { id, keyId: body.keyId };
}
