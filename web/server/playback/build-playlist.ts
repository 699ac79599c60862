import { AppError } from '@workcompanion/core/errors';
import { deviceHealth } from '@workcompanion/core/fleet/device-health';
import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import { renderPlaylist } from '@workcompanion/core/footage/playlist';
import type { SegmentId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { lostStretches } from '@workcompanion/db/queries/lost-stretches';
import { policyOfDevice } from '@workcompanion/db/queries/policy-of-device';
import { longestSegmentOfWindow } from '@workcompanion/db/queries/read-segments-of-window';
import { findDevice } from '@workcompanion/db/queries/select-devices';
import { type BuildPlaylist, PLAYBACK_ROUTES } from '../../contract/playback.ts';
import type { UserContext } from '../auth/user-context.ts';
import type { ServerContext } from '../context.ts';
import { logDelivery } from '../views/log-delivery.ts';
import { assertPlayableRange } from '../views/report-view.ts';
import { requirePurpose } from '../watching/require-purpose.ts';
import { segmentsInReach, watchable } from './segments-in-reach.ts';

/** 26 h of the shortest segments that there are: a second, while somebody watches live. */
const MAX_SEGMENTS = 26 * 3600;

/**
 * The HLS playlist of one display, of what is in reach. Throws `forbidden`,
 * `purpose-required`, `not-found`, and for the range.
 */
export async function buildPlaylist(
  ctx: UserContext,
  window: BuildPlaylist,
  addressOf: SegmentAddress = ownAddress,
): Promise<string> {
  assertPlayableRange(window);
  const rows = await segmentsInReach(ctx, window, MAX_SEGMENTS);
  ctx.playedSegments.keepListed(rows, window.display, ctx.now());
  const lost = await lostSegments(ctx, window);
  const isGrowing = await isStillGrowing(ctx, window);
  const purposeId = await requirePurpose(ctx, window.device);
  // Whoever is given the addresses of footage may fetch it, with or without our player.
  await logDelivery(ctx, { device: window.device, purposeId, stretch: null });
  return renderPlaylist({
    segments: rows.map((row) => ({
      url: addressOf(row.id),
      startMicros: row.startsAt,
      durationMicros: row.duration,
      recordingId: row.recordingId,
      sequence: row.sequence,
      isLost: lost.has(row.id),
      isInArchive: row.state === 'cold' && ctx.cold?.cache.has(segmentObjectKey(row)) !== true,
    })),
    ended: !isGrowing,
    target: window.target ?? null,
    isDelta: window._HLS_skip !== undefined,
  });
}

type SegmentAddress = (id: SegmentId) => string;

const ownAddress: SegmentAddress = (id) =>
  PLAYBACK_ROUTES.playSegment.path.replace('{file}', `${id}.ts`);

async function lostSegments(
  { db }: UserContext,
  { device, from, to }: BuildPlaylist,
): Promise<ReadonlySet<SegmentId>> {
  const lost = await lostStretches(db, { deviceIds: [device], from, to });
  return new Set(lost.map(({ segmentId }) => segmentId));
}

/**
 * Whether a player should ask again: the device is recording, and the window is not over. What an
 * offline device brings later is found by opening the day anew. Throws `not-found`.
 */
async function isStillGrowing(
  ctx: Pick<ServerContext, 'db' | 'now'>,
  { device: id, to }: BuildPlaylist,
): Promise<boolean> {
  const device = await findDevice(ctx.db, id);
  if (!device) throw new AppError('not-found', `There is no device ${id}.`);
  const now = ctx.now();
  return to > now && ['live', 'behind'].includes(deviceHealth(device, now));
}

export type ServedPlaylist = { readonly playlist: string } | { readonly target: number };

/**
 * The playlist of a display, or the target duration to ask for it by: what was said at an address never
 * changes there (RFC 8216, section 6.2.1), also when an offline device brings longer segments later.
 * Throws as `buildPlaylist`.
 */
export async function servePlaylist(
  ctx: UserContext,
  window: BuildPlaylist,
  addressOf?: SegmentAddress,
): Promise<ServedPlaylist> {
  if (window.target !== undefined) {
    return { playlist: await buildPlaylist(ctx, window, addressOf) };
  }
  assertPlayableRange(window);
  await watchable(ctx, window);
  return { target: await targetOf(ctx.db, window) };
}

/** Seconds. A segment may be a little longer than its policy says. */
async function targetOf(db: Db, window: BuildPlaylist): Promise<number> {
  const { capture } = await policyOfDevice(db, window.device);
  const longest = await longestSegmentOfWindow(db, { ...window, deviceId: window.device });
  return Math.ceil(Math.max(longest / 1_000_000, capture.segmentSeconds)) + 1;
}
