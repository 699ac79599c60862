import { buildPlaylist as writePlaylist } from '@workcompanion/core/footage/playlist';
import { DeviceId } from '@workcompanion/core/ids';
import { DisplayName } from '@workcompanion/core/protocol/primitives';
import { readSegmentsOfWindow } from '@workcompanion/db/queries/read-segments-of-window';
import { z } from 'zod';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { clipToReach, isWithinReach } from '../auth/reach/reach.ts';
import { beyondReach, reachDevice } from '../auth/reach/reach-person.ts';
import type { UserContext } from '../auth/user-context.ts';
import { auditFootageAccess } from './audit-footage-access.ts';
import { isStillGrowing } from './is-still-growing.ts';
import { MicrosParam } from './micros-param.ts';
import { assertPlayableRange } from './playable-range.ts';

export const BuildPlaylist = z.object({
  device: DeviceId,
  display: DisplayName,
  from: MicrosParam,
  to: MicrosParam,
});
export type BuildPlaylist = z.infer<typeof BuildPlaylist>;

/** 26 h of the shortest segments that a policy allows (2 s). */
const MAX_SEGMENTS = (26 * 3600) / 2;

/** The HLS playlist of one display, of what is in reach. Throws `forbidden`, `not-found`, and for the range. */
export async function buildPlaylist(ctx: UserContext, window: BuildPlaylist): Promise<string> {
  assertPlayableRange(window);
  const { reach } = await reachDevice(ctx, 'watch', window.device);
  if (clipToReach(reach, window).length === 0) throw beyondReach('watch');
  const isGrowing = await isStillGrowing(ctx, window);
  const { device, display, from, to } = window;
  const rows = await readSegmentsOfWindow(ctx.db, {
    deviceId: device,
    display,
    from,
    to,
    limit: MAX_SEGMENTS,
  });
  await auditFootageAccess(ctx, window);
  return writePlaylist({
    segments: rows
      .filter((row) => isWithinReach(reach, stretchOf(row)))
      .map((row) => ({
        url: PORTAL_ROUTES.segment(row.id),
        startMicros: row.startsAt,
        durationMicros: row.duration,
        recordingId: row.recordingId,
        sequence: row.sequence,
      })),
    ended: !isGrowing,
  });
}

function stretchOf({
  startsAt,
  duration,
}: {
  readonly startsAt: number;
  readonly duration: number;
}) {
  return { from: startsAt, to: startsAt + duration };
}
