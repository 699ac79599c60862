import {
  decodeThumbnailEntries,
  type ThumbnailEntry,
} from '@workcompanion/core/footage/thumbnail-entries';
import { decodePackParts, hourOf, type PackPart } from '@workcompanion/core/footage/thumbnail-pack';
import type { DeviceId } from '@workcompanion/core/ids';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { and, asc, eq, getTableColumns, gte, inArray, lt } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { recordings } from '../schema/recordings.ts';
import { thumbnailPacks } from '../schema/thumbnail-packs.ts';
import { MAX_SEGMENT } from './span-joint.ts';

export interface PackWindow {
  readonly deviceIds: readonly DeviceId[];
  readonly from: UtcMicros;
  readonly to: UtcMicros;
}

export type StoredPack = Omit<typeof thumbnailPacks.$inferSelect, 'entries' | 'parts'> & {
  readonly display: string;
  readonly parts: readonly PackPart[];
  /** In order of time, those that overlap the window. */
  readonly entries: readonly ThumbnailEntry[];
};

/** The packs that hold pictures of [from, to), by device and hour. */
export async function readThumbnailPacks(
  db: Db | Tx,
  { deviceIds, from, to }: PackWindow,
): Promise<StoredPack[]> {
  if (deviceIds.length === 0) return [];
  const rows = await db
    .select({ pack: getTableColumns(thumbnailPacks), display: recordings.display })
    .from(thumbnailPacks)
    .innerJoin(recordings, eq(recordings.id, thumbnailPacks.recordingId))
    .where(
      and(
        inArray(thumbnailPacks.deviceId, [...deviceIds]),
        gte(thumbnailPacks.hour, hourOf(from - MAX_SEGMENT)),
        lt(thumbnailPacks.hour, to),
      ),
    )
    .orderBy(asc(thumbnailPacks.deviceId), asc(thumbnailPacks.hour));
  return rows.map(({ pack, display }) => ({
    ...pack,
    display,
    parts: decodePackParts(pack.parts),
    entries: decodeThumbnailEntries(pack.hour, pack.entries)
      .filter(({ startsAt, duration }) => startsAt < to && startsAt + duration > from)
      .sort((a, b) => a.startsAt - b.startsAt),
  }));
}
