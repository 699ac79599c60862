import { pieceKey, sealPiece } from '@workcompanion/core/crypto/sealed-piece';
import {
  encodeThumbnailEntries,
  type ThumbnailEntry,
} from '@workcompanion/core/footage/thumbnail-entries';
import {
  encodePackParts,
  hourOf,
  stripPlace,
  thumbnailObjectKey,
  thumbnailPlace,
} from '@workcompanion/core/footage/thumbnail-pack';
import { newId, ThumbnailObjectId } from '@workcompanion/core/ids';
import { putBytes } from '@workcompanion/core/storage/put-bytes';
import { thumbnailObjects, thumbnailPacks } from '@workcompanion/db/schema/thumbnail-packs';
import type { ServerContext } from '../context.ts';
import type { StoredRecording } from './store-recording.ts';
import { currentKey } from './test-segment.ts';

/** A thumbnail of each segment of a recording, as the workers leave them: "thumbnail 0", "thumbnail 1"; and a strip. */
export async function storeThumbnails(
  ctx: ServerContext,
  { device, recording, segments }: StoredRecording,
): Promise<void> {
  const start = segments[0]?.body.start ?? 0;
  const { key, keyId } = await currentKey(device.in({ ...ctx, now: () => start }));
  const pack = { deviceId: device.id, recordingId: recording, keyId, hour: hourOf(start) };
  const object = newId(ThumbnailObjectId);
  const sealedBy = pieceKey(Buffer.from(key, 'base64url'), 'thumbnails');
  const entries: ThumbnailEntry[] = [];
  const pieces: Buffer[] = [];
  let size = 0;
  for (const { body } of segments) {
    const { sequence, start: startsAt, duration } = body;
    const place = thumbnailPlace({ recordingId: recording, sequence });
    const sealed = sealPiece(sealedBy, Buffer.from(`thumbnail ${sequence}`), place);
    entries.push({
      sequence,
      startsAt,
      duration,
      at: size,
      size: sealed.length,
      change: 10 * sequence,
    });
    pieces.push(sealed);
    size += sealed.length;
  }
  const strip = sealPiece(sealedBy, Buffer.from('the strip'), stripPlace(pack));
  const content = Buffer.concat([...pieces, strip]);
  await putBytes(ctx.thumbnails, thumbnailObjectKey(object), content);
  await ctx.db.insert(thumbnailObjects).values({ id: object, packs: 1 });
  const stripFacts = { stripAt: size, stripSize: strip.length, stripEntries: segments.length };
  const bytes = encodeThumbnailEntries(pack.hour, entries);
  await ctx.db.insert(thumbnailPacks).values({
    ...pack,
    ...stripFacts,
    parts: encodePackParts([{ object, from: 0, at: 0 }]),
    entries: bytes,
    size: size + strip.length,
    changedAt: ctx.now(),
  });
}
