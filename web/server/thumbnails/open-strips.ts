import { hourOf, stripPlace } from '@workcompanion/core/footage/thumbnail-pack';
import {
  readThumbnailPacks,
  type StoredPack,
} from '@workcompanion/db/queries/read-thumbnail-packs';
import type { OpenThumbnails } from '../../contract/thumbnails.ts';
import { clipToReach, isWithinReach, type Reach } from '../auth/reach/reach.ts';
import { beyondReach, reachDevice } from '../auth/reach/reach-person.ts';
import type { UserContext } from '../auth/user-context.ts';
import type { ByteSource } from '../http/reply.ts';
import { logDelivery } from '../views/log-delivery.ts';
import { assertPlayableRange } from '../views/playable-range.ts';
import { requirePurpose } from '../watching/require-purpose.ts';
import { type PackPiece, ThumbnailStream, withKeys } from './thumbnail-stream.ts';

const HOUR = 3_600_000_000;

/**
 * The strips of the recording-hours of a stretch: some 20 smaller thumbnails an hour, framed as
 * thumbnails are. Logged and refused as thumbnails are; an hour that is only partly in reach is left out.
 */
export async function openStrips(ctx: UserContext, wish: OpenThumbnails): Promise<ByteSource> {
  assertPlayableRange(wish);
  const { device, display, from, to } = wish;
  const { reach, held } = await reachDevice(ctx, 'watch', device);
  if (clipToReach(held, wish).length === 0) throw beyondReach('watch');
  const purposeId = await requirePurpose(ctx, device);
  const packs = await readThumbnailPacks(ctx.db, { deviceIds: [device], from, to });
  const wanted = packs.filter(
    (pack) =>
      pack.display === display &&
      pack.entries.length > 0 &&
      (pack.stripSize ?? 0) > 0 &&
      isHourWithin(reach, pack),
  );
  if (wanted.length > 0) {
    const stretch = { kind: 'thumbnails', display, ...wholeHours(wish) } as const;
    await logDelivery(ctx, { device, purposeId, stretch });
  }
  return new ThumbnailStream(ctx.thumbnails, await withKeys(ctx, wanted, stripOf));
}

/** A strip shows its hour, however little of it was asked for. */
function wholeHours({ from, to }: OpenThumbnails): Pick<OpenThumbnails, 'from' | 'to'> {
  return { from: hourOf(from), to: hourOf(to + HOUR - 1) };
}

/** A segment that begins in the hour may end after it: what it shows is its beginning. */
function isHourWithin(reach: Reach, { hour }: StoredPack): boolean {
  return isWithinReach(reach, { from: hour, to: hour + HOUR });
}

/** Its thumbnails have their heads already, under the seal. */
function stripOf(pack: StoredPack): PackPiece[] {
  const { stripAt, stripSize } = pack;
  if (stripAt === null || stripSize === null) return [];
  return [{ at: stripAt, size: stripSize, place: stripPlace(pack), head: new Uint8Array() }];
}
