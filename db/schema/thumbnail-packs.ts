import type { DeviceId, KeyId, RecordingId } from '@workcompanion/core/ids';
import { sql } from 'drizzle-orm';
import { index, integer, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
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
