import { AppError } from '@workcompanion/core/errors';
import { deviceHealth } from '@workcompanion/core/fleet/device-health';
import { findDevice } from '@workcompanion/db/queries/find-device';
import type { BuildPlaylist } from '../../contract/playback.ts';
import type { ServerContext } from '../context.ts';

/**
 * Whether a player should ask again: the device is recording, and the window is not over. What an
 * offline device brings later is found by opening the day anew. Throws `not-found`.
 */
export async function isStillGrowing(
  ctx: Pick<ServerContext, 'db' | 'now'>,
  { device: id, to }: BuildPlaylist,
): Promise<boolean> {
  const device = await findDevice(ctx.db, id);
  if (!device) throw new AppError('not-found', `There is no device ${id}.`);
  const now = ctx.now();
  return to > now && ['live', 'behind'].includes(deviceHealth(device, now));
}
