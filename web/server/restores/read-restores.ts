import type { ReadRestores, RestoreStatus } from '../../contract/restores.ts';
import type { UserContext } from '../auth/user-context.ts';
import { segmentsInReach } from '../playback/segments-in-reach.ts';
import { checkRestores } from './check-restores.ts';
import { assertRestorableRange, MAX_SEGMENTS } from './restore-limits.ts';

/**
 * How the restores of a stretch stand. Whoever waits makes the archive be asked sooner than the worker
 * would. Throws `forbidden`, `not-found`, and for the range.
 */
export async function readRestores(ctx: UserContext, window: ReadRestores): Promise<RestoreStatus> {
  assertRestorableRange(window);
  return await checkRestores(ctx, await segmentsInReach(ctx, window, MAX_SEGMENTS));
}
