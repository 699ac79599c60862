import type { DeviceId, KeyId, RecordingId } from '@workcompanion/core/ids';
import { sql } from 'drizzle-orm';
import { index, integer, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { bytes } from './bytes.ts';
import { utcMicros } from './utc-micros.ts';

/**
 * The thumbnails of one recording's UTC hour under one data key: one file, one row. The row is
 * the truth about the file: what lies beyond `size` was cut short by a crash, and is overwritten.
 * Range-partitioned by `hour`, a month a partition. About 20 bytes a segment.
 */
export const thumbnailPacks = pgTable(
  'thumbnail_packs',
  {
    deviceId: uuid('device_id').notNull().$type<DeviceId>(),
    hour: utcMicros().notNull(),
    recordingId: uuid('recording_id').notNull().$type<RecordingId>(),
    keyId: uuid('key_id').notNull().$type<KeyId>(),
    /** Names the file. A pack that loses thumbnails is written anew, under another name. */
    file: uuid().notNull(),
    /** Bytes of the file that count. */
    size: integer().notNull().default(0),
    /** What core's pack index reads: 16 bytes a thumbnail. */
    entries: bytes().notNull(),
    /** Where the strip of the whole hour lies in the file, and how many entries it shows. */
    stripAt: integer('strip_at'),
    stripSize: integer('strip_size'),
    stripEntries: integer('strip_entries'),
    /** When the last thumbnail came. */
    changedAt: utcMicros('changed_at').notNull(),
    /** A file that must still be deleted, since thumbnails in it were. */
    doomedFile: uuid('doomed_file'),
  },
  (table) => [
    primaryKey({ columns: [table.deviceId, table.hour, table.recordingId, table.keyId] }),
    index('thumbnail_packs_doomed').on(table.hour).where(sql`doomed_file is not null`),
    index('thumbnail_packs_stripless').on(table.hour).where(sql`strip_at is null`),
  ],
);
