import type { DeviceId, KeyId, RecordingId, ThumbnailObjectId } from '@workcompanion/core/ids';
import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { indexRanges } from './index-ranges.ts';
import { utcMicros } from './utc-micros.ts';

/**
 * What was read in one recording's UTC hour under one data key. The text itself lies sealed in an object
 * that is never changed: more of it makes a new one. A row goes with the data key.
 */
export const textPacks = pgTable(
  'text_packs',
  {
    deviceId: uuid('device_id').notNull().$type<DeviceId>(),
    hour: utcMicros().notNull(),
    recordingId: uuid('recording_id').notNull().$type<RecordingId>(),
    keyId: uuid('key_id').notNull().$type<KeyId>(),
    display: text().notNull(),
    /** In the store of the thumbnails; null while nothing stood there. */
    objectId: uuid('object_id').$type<ThumbnailObjectId>(),
    /** The bytes of both sealed streams, one behind the other: what is searched, and its lines. */
    foldedBytes: integer('folded_bytes').notNull().default(0),
    linesBytes: integer('lines_bytes').notNull().default(0),
    /** Which µs were read. */
    read: indexRanges().notNull().default(sql`'{}'`),
    /** So many pictures were looked at, and so many lines found. */
    screens: integer().notNull().default(0),
    lines: integer().notNull().default(0),
    /** What has read it last. */
    engine: text().notNull(),
    /** The filter of its key knows it. */
    isIndexed: boolean('is_indexed').notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.deviceId, table.hour, table.recordingId, table.keyId] }),
    index('text_packs_key').on(table.keyId),
    index('text_packs_unindexed').on(table.keyId).where(sql`not is_indexed`),
  ],
);
