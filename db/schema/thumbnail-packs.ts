import type {
  DeviceId,
  KeyId,
  RecordingId,
  SegmentId,
  ThumbnailObjectId,
} from '@workcompanion/core/ids';
import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, primaryKey, smallint, uuid } from 'drizzle-orm/pg-core';
import { bytes } from './bytes.ts';
import { utcMicros } from './utc-micros.ts';

/**
 * The thumbnails of one recording's UTC hour under one data key. Their bytes lie in objects that are
 * never changed: while the hour lasts a part in that of each batch, afterwards all in one of its own.
 * Range-partitioned by `hour`, a month a partition. About 20 bytes a segment.
 */
export const thumbnailPacks = pgTable(
  'thumbnail_packs',
  {
    deviceId: uuid('device_id').notNull().$type<DeviceId>(),
    hour: utcMicros().notNull(),
    recordingId: uuid('recording_id').notNull().$type<RecordingId>(),
    keyId: uuid('key_id').notNull().$type<KeyId>(),
    /** What core's `decodePackParts` reads: 24 bytes a part. */
    parts: bytes().notNull(),
    /** Bytes of all parts. */
    size: integer().notNull().default(0),
    /** What core's pack index reads: 16 bytes a thumbnail. */
    entries: bytes().notNull(),
    /** Where the strip of the whole hour lies in the pack, and how many entries it shows. */
    stripAt: integer('strip_at'),
    stripSize: integer('strip_size'),
    stripEntries: integer('strip_entries'),
    /** When the last thumbnail came. */
    changedAt: utcMicros('changed_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.deviceId, table.hour, table.recordingId, table.keyId] }),
    index('thumbnail_packs_stripless').on(table.hour).where(sql`strip_at is null`),
  ],
);

/** An object with thumbnails or texts, noted before it is written: so nothing that a crash leaves is forgotten. */
export const thumbnailObjects = pgTable(
  'thumbnail_objects',
  {
    id: uuid().primaryKey().$type<ThumbnailObjectId>(),
    /** How many packs have a part in it. Null while it is written; 0: it is to be deleted. */
    packs: integer(),
  },
  ({ id }) => [index('thumbnail_objects_unused').on(id).where(sql`packs is null or packs = 0`)],
);

/** Segments whose thumbnail is still to be made. A row goes when it is made, or can't be. */
export const thumbnailQueue = pgTable(
  'thumbnail_queue',
  {
    segmentId: uuid('segment_id').primaryKey().$type<SegmentId>(),
    deviceId: uuid('device_id').notNull().$type<DeviceId>(),
    /** Somebody has looked at the day: made even where the workers make few thumbnails by themselves. */
    isWanted: boolean('is_wanted').notNull().default(false),
    attempts: smallint().notNull().default(0),
    /** Set by a failure: another attempt waits until then. */
    notBefore: utcMicros('not_before'),
    /** Counts the claims: whoever claimed with another number has lost the segment. */
    lease: integer().notNull().default(0),
    leaseUntil: utcMicros('lease_until'),
  },
  ({ deviceId, segmentId }) => [
    // One device after the other, so that the backlog of one holds up no other.
    index('thumbnail_queue_device').on(deviceId, segmentId),
    index('thumbnail_queue_wanted').on(deviceId, segmentId).where(sql`is_wanted`),
  ],
);
