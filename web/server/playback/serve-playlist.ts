import { policyOfDevice } from '@workcompanion/db/queries/policy-of-device';
import type { BuildPlaylist } from '../../contract/playback.ts';
import type { UserContext } from '../auth/user-context.ts';
import { buildPlaylist, isStillGrowing, MAX_SEGMENTS } from './build-playlist.ts';
import { segmentsInReach } from './segments-in-reach.ts';

export type ServedPlaylist = { readonly playlist: string } | { readonly target: number };

/**
 * The playlist of a display, or for one that may still grow the target duration to ask for it by: what was
 * said at an address never changes there (RFC 8216, section 6.2.1). Throws as `buildPlaylist`.
 */
export async function servePlaylist(
  ctx: UserContext,
  window: BuildPlaylist,
): Promise<ServedPlaylist> {
  if (window.target === undefined && window.to > ctx.now()) {
    const segments = await segmentsInReach(ctx, window, MAX_SEGMENTS);
    if (await isStillGrowing(ctx, window)) {
      const { capture } = await policyOfDevice(ctx.db, window.device);
      const longest = Math.max(...segments.map(({ duration }) => duration), 0) / 1_000_000;
      // A segment may be a little longer than its policy says.
      return { target: Math.ceil(Math.max(longest, capture.segmentSeconds)) + 1 };
    }
  }
  return { playlist: await buildPlaylist(ctx, window) };
}
