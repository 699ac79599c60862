import type { ErrorCode } from '@workcompanion/core/errors';
import type { DeviceId, KeyId, RecordingId, SegmentId } from '@workcompanion/core/ids';
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  index,
  integer,
  pgTable,
  smallint,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { hexBytes, unsigned64 } from './bytes.ts';
import { utcMicros } from './utc-micros.ts';

/** Where the bytes of a segment are; the archive's queue (ARCHITECTURE.md, section 5). */
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
    // The archive's queue. Null in most rows, where each costs one bit.
    /** Tries to archive it, or to sweep it, since it took its state. */
    attempts: smallint(),
    /** Not to be claimed before. */
    notBefore: utcMicros('not_before'),
    /** Counts the claims. Whoever claimed with another number than this has lost the segment. */
    lease: integer(),
    /** Nobody else claims it before. */
    leaseUntil: utcMicros('lease_until'),
    /** When the archive's copy was first proved to be right. */
    archivedAt: utcMicros('archived_at'),
    /** Why the last try failed; in quarantine, why it is there. */
    lastError: text('last_error').$type<ErrorCode>(),
    /** Its blob key tells its content; rows that are older than such keys have none. */
    hasDigestInKey: boolean('has_digest_in_key').notNull().default(false),
    /** Encrypted with a key of its own, derived from the data key; older rows with the data key. */
    hasOwnKey: boolean('has_own_key').notNull().default(false),
  },
  (table) => [
    // By id, not by sequence: the id carries the time, so that a window is one stretch of the index.
    index('segments_recording').on(table.recordingId, table.id),
    // Each holds only what waits, however many cold rows there are. By id: that is oldest first.
    index('segments_hot').on(table.id).where(sql`state = 'hot'`),
    index('segments_archived').on(table.archivedAt).where(sql`state = 'archived'`),
    index('segments_quarantined').on(table.id).where(sql`state = 'quarantined'`),
    index('segments_failing').on(table.id).where(sql`state = 'hot' and last_error is not null`),
  ],
);

/** What a segment's blob key is made of. */
export const OBJECT_KEY_COLUMNS = {
  id: segments.id,
  deviceId: segments.deviceId,
  startsAt: segments.startsAt,
  sha256: segments.sha256,
  hasDigestInKey: segments.hasDigestInKey,
};
