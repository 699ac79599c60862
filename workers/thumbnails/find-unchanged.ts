import { isSameStill } from '@workcompanion/core/footage/screen-change';
import { decodeThumbnailEntries } from '@workcompanion/core/footage/thumbnail-entries';
import { hourOf } from '@workcompanion/core/footage/thumbnail-pack';
import { idLowerBound, type SegmentId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { MAX_SEGMENT } from '@workcompanion/db/queries/span-joint';
import { segments } from '@workcompanion/db/schema/segments';
import { thumbnailPacks } from '@workcompanion/db/schema/thumbnail-packs';
import { and, between, eq, inArray, or, sql } from 'drizzle-orm';
import type { QueuedThumbnail } from './claim-thumbnails.ts';
import { adjoins } from './store-thumbnails.ts';

export type Side = 'before' | 'after';

/**
 * The segments whose screen is the one that their neighbour showed all along: its thumbnail can stand for
 * both. Told by sizes alone, so that nothing of them is read: a screen that does not change costs one
 * key frame and empty frames, and the same screen costs the same key frame.
 */
export async function findUnchanged(
  db: Db,
  queued: readonly QueuedThumbnail[],
): Promise<Map<SegmentId, Side>> {
  const still = await stillEntries(db, queued);
  const candidates = queued.flatMap((segment) => {
    const entries = still.get(packName(segment)) ?? [];
    return (['before', 'after'] as const).flatMap((side) =>
      entries.some((entry) => adjoins(entry, segment, side)) ? [{ segment, side }] : [],
    );
  });
  if (candidates.length === 0) return new Map();
  const neighbours = await readNeighbours(
    db,
    candidates.map(({ segment }) => segment),
  );
  return new Map(
    candidates.flatMap(({ segment, side }): [SegmentId, Side][] => {
      const sequence = segment.sequence + (side === 'before' ? -1 : 1);
      const neighbour = neighbours.get(`${segment.recordingId} ${sequence}`);
      return neighbour !== undefined && isSameStill(neighbour, segment) ? [[segment.id, side]] : [];
    }),
  );
}

function packName({ recordingId, keyId, startsAt }: QueuedThumbnail): string {
  return `${recordingId} ${keyId} ${hourOf(startsAt)}`;
}

/** The entries of their packs in which nothing changed, by pack. */
async function stillEntries(db: Db, queued: readonly QueuedThumbnail[]) {
  const packs = await db
    .select()
    .from(thumbnailPacks)
    .where(
      or(
        ...queued.map(({ deviceId, startsAt, recordingId, keyId }) =>
          and(
            eq(thumbnailPacks.deviceId, deviceId),
            eq(thumbnailPacks.hour, hourOf(startsAt)),
            eq(thumbnailPacks.recordingId, recordingId),
            eq(thumbnailPacks.keyId, keyId),
          ),
        ),
      ),
    );
  return new Map(
    packs.map(({ recordingId, keyId, hour, entries }) => [
      `${recordingId} ${keyId} ${hour}`,
      decodeThumbnailEntries(hour, entries).filter(({ size, change }) => size > 0 && change === 0),
    ]),
  );
}

/** By recording and sequence. */
async function readNeighbours(db: Db, queued: readonly QueuedThumbnail[]) {
  const starts = queued.map(({ startsAt }) => startsAt);
  const first = idLowerBound((Math.min(...starts) - MAX_SEGMENT) / 1000);
  const last = idLowerBound((Math.max(...starts) + 2 * MAX_SEGMENT) / 1000);
  const rows = await db
    .select({
      recordingId: segments.recordingId,
      sequence: segments.sequence,
      plainBytes: segments.plainBytes,
      frames: segments.frames,
    })
    .from(segments)
    .where(
      and(
        inArray(segments.recordingId, [...new Set(queued.map((each) => each.recordingId))]),
        between(segments.id, sql`${first}::uuid`, sql`${last}::uuid`),
      ),
    );
  return new Map(rows.map((row) => [`${row.recordingId} ${row.sequence}`, row]));
}
