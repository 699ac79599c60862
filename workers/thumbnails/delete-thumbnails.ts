import { hourOf } from '@workcompanion/core/footage/thumbnail-pack';
import type { Db } from '@workcompanion/db/client';
import type { segments } from '@workcompanion/db/schema/segments';
import { thumbnailPacks } from '@workcompanion/db/schema/thumbnail-packs';
import { thumbnailQueue } from '@workcompanion/db/schema/thumbnail-queue';
import { and, eq, inArray } from 'drizzle-orm';
import { removeThumbnails } from './remove-thumbnails.ts';
import type { ThumbnailContext } from './store-thumbnails.ts';

/** What must be known of a segment to find its thumbnail. */
export type ThumbnaildSegment = Pick<
  typeof segments.$inferSelect,
  'id' | 'deviceId' | 'recordingId' | 'startsAt' | 'sequence'
>;

/**
 * Deletes the thumbnails of these segments, from the database and from the disk, and sees to it that
 * none is made any more. Call it with what the catalogue says of them, before or after their rows
 * are deleted. May run twice. Returns how many thumbnails there were.
 */
export async function deleteThumbnails(
  ctx: ThumbnailContext,
  doomed: readonly ThumbnaildSegment[],
): Promise<number> {
  // First, so that a worker that is making one right now finds that nobody wants it any more.
  await unqueue(
    ctx.db,
    doomed.map(({ id }) => id),
  );
  let removed = 0;
  for (const group of byRecordingHour(doomed)) {
    const sequences = new Set(group.map(({ sequence }) => sequence));
    for (const pack of await packsOf(ctx.db, group)) {
      removed += await removeThumbnails(ctx, pack, ({ sequence }) => sequences.has(sequence));
    }
  }
  return removed;
}

async function unqueue(db: Db, ids: readonly ThumbnaildSegment['id'][]): Promise<void> {
  if (ids.length === 0) return;
  await db.delete(thumbnailQueue).where(inArray(thumbnailQueue.segmentId, [...ids]));
}

function byRecordingHour(doomed: readonly ThumbnaildSegment[]): ThumbnaildSegment[][] {
  const groups = new Map<string, ThumbnaildSegment[]>();
  for (const segment of doomed) {
    const name = `${segment.recordingId} ${hourOf(segment.startsAt)}`;
    const group = groups.get(name);
    if (group) group.push(segment);
    else groups.set(name, [segment]);
  }
  return [...groups.values()];
}

async function packsOf(db: Db, [segment]: readonly ThumbnaildSegment[]) {
  if (!segment) return [];
  return await db
    .select()
    .from(thumbnailPacks)
    .where(
      and(
        eq(thumbnailPacks.deviceId, segment.deviceId),
        eq(thumbnailPacks.hour, hourOf(segment.startsAt)),
        eq(thumbnailPacks.recordingId, segment.recordingId),
      ),
    );
}
