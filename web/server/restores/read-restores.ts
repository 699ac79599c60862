import { DeviceId } from '@workcompanion/core/ids';
import { DisplayName } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';
import type { RestoreStatus } from '../../contract/restores.ts';
import type { UserContext } from '../auth/user-context.ts';
import { MicrosParam } from '../playback/micros-param.ts';
import { segmentsInReach } from '../playback/segments-in-reach.ts';
import { checkRestores } from './check-restores.ts';
import { assertRestorableRange, MAX_SEGMENTS } from './restore-limits.ts';

export const ReadRestores = z.object({
  device: DeviceId,
  display: DisplayName,
  from: MicrosParam,
  to: MicrosParam,
});
export type ReadRestores = z.infer<typeof ReadRestores>;

/**
 * How the restores of a stretch stand. Whoever waits makes the archive be asked sooner than the worker
 * would. Throws `forbidden`, `not-found`, and for the range.
 */
export async function readRestores(ctx: UserContext, window: ReadRestores): Promise<RestoreStatus> {
  assertRestorableRange(window);
  return await checkRestores(ctx, await segmentsInReach(ctx, window, MAX_SEGMENTS));
}
