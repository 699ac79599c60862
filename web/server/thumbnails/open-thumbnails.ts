import { SEAL_BYTES } from '@workcompanion/core/crypto/sealed-thumbnail';
import { AppError } from '@workcompanion/core/errors';
import { thumbnailHead } from '@workcompanion/core/footage/thumbnail-frames';
import { thumbnailPlace } from '@workcompanion/core/footage/thumbnail-pack';
import {
  readThumbnailPacks,
  type StoredPack,
} from '@workcompanion/db/queries/read-thumbnail-packs';
import type { OpenThumbnails } from '../../contract/thumbnails.ts';
import { clipToReach, isWithinReach } from '../auth/reach/reach.ts';
import { beyondReach, reachDevice } from '../auth/reach/reach-person.ts';
import type { UserContext } from '../auth/user-context.ts';
import type { ByteSource } from '../http/reply.ts';
import { logDelivery } from '../views/log-delivery.ts';
import { assertPlayableRange } from '../views/playable-range.ts';
import { requirePurpose } from '../watching/require-purpose.ts';
import { type PackPiece, ThumbnailStream, withKeys } from './thumbnail-stream.ts';

/** Some MB: an hour has 60 as a rule, and the shortest segments that a policy allows make 1,800. */
const MOST_PICTURES = 400;

/**
 * The thumbnails of a stretch of one display, opened while they are sent. Looking at thumbnails is
 * watching: whoever is given them is in the view log, once for the stretch. Throws `forbidden`,
 * `purpose-required`, `not-found`, `range-too-long`.
 */
export async function openThumbnails(ctx: UserContext, wish: OpenThumbnails): Promise<ByteSource> {
  assertPlayableRange(wish);
  const { device, display, from, to } = wish;
  const { reach, held } = await reachDevice(ctx, 'watch', device);
  if (clipToReach(held, wish).length === 0) throw beyondReach('watch');
  const purposeId = await requirePurpose(ctx, device);
  const packs = await readThumbnailPacks(ctx.db, { deviceIds: [device], from, to });
  const wanted = packs
    .filter((pack) => pack.display === display)
    .map((pack) => ({
      ...pack,
      entries: pack.entries.filter(
        ({ startsAt, duration, size }) =>
          size > 0 && isWithinReach(reach, { from: startsAt, to: startsAt + duration }),
      ),
    }))
    .filter(({ entries }) => entries.length > 0);
  const given = wanted.flatMap(({ entries }) => entries);
  if (given.length > MOST_PICTURES) {
    throw new AppError(
      'range-too-long',
      `At most ${MOST_PICTURES} thumbnails can be asked for at once.`,
    );
  }
  if (given.length > 0) {
    await logDelivery(ctx, {
      device,
      purposeId,
      stretch: {
        kind: 'thumbnails',
        display,
        from: Math.min(...given.map(({ startsAt }) => startsAt)),
        to: Math.max(...given.map(({ startsAt, duration }) => startsAt + duration)),
      },
    });
  }
  return new ThumbnailStream(ctx.thumbnails, await withKeys(ctx, wanted, piecesOf));
}

function piecesOf({ recordingId, entries }: StoredPack): PackPiece[] {
  return entries.map(({ sequence, startsAt, duration, at, size }) => ({
    at,
    size,
    place: thumbnailPlace({ recordingId, sequence }),
    head: thumbnailHead({ from: startsAt, to: startsAt + duration, bytes: size - SEAL_BYTES }),
  }));
}
