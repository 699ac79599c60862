import type { DeviceId, KeyId, RecordingId, SegmentId } from '@workcompanion/core/ids';
import { bigint, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { hexBytes, unsigned64 } from './bytes.ts';
import { utcMicros } from './utc-micros.ts';

/** Where the bytes of a segment are; the archive's queue (DESIGN section 6). */
export type SegmentState = 'hot' | 'archived' | 'cold' | 'quarantined' | 'shredded';

/**
 * Range-partitioned by `id`, whose UUIDv7 stamp is the millisecond of `starts_at`: one month a
 * partition, the id alone is unique, and a look-up by id or by time touches one partition. Rows
 * stay under 250 bytes; what a statement says beyond this is in `journal_entries`.
 */
export const segments = pgTable(
  'segments',
  {
    id: uuid().primaryKey().$type<SegmentId>(),
    deviceId: uuid('device_id').notNull().$type<DeviceId>(),
    recordingId: uuid('recording_id').notNull().$type<RecordingId>(),
    keyId: uuid('key_id').notNull().$type<KeyId>(),
    startsAt: utcMicros('starts_at').notNull(),
    /** µs */
    duration: bigint({ mode: 'number' }).notNull(),
    /** Signed by bigint's range, unsigned by meaning: CRC-64/ECMA-182 of the ciphertext. */
    crc64: unsigned64().notNull(),
    journalIndex: bigint('journal_index', { mode: 'number' }).notNull(),
    sequence: integer().notNull(),
    frames: integer().notNull(),
    /** Ciphertext bytes, and the size of the plain stream (without padding). */
    bytes: integer().notNull(),
    plainBytes: integer('plain_bytes').notNull(),
    md5: hexBytes().notNull(),
    sha256: hexBytes().notNull(),
    iv: hexBytes().notNull(),
    state: text().notNull().default('hot').$type<SegmentState>(),
  },
  // By id, not by sequence: the id carries the time, so that a window is one stretch of the index.
  (table) => [index('segments_recording').on(table.recordingId, table.id)],
);
