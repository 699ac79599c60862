import type { DeviceId, RecordingId, SegmentId } from '@workcompanion/core/ids';
import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, smallint, uuid } from 'drizzle-orm/pg-core';
import { utcMicros } from './utc-micros.ts';

/**
 * Segments whose text is still to be read: those that were recorded under a policy that says so, and
 * those of a clip that somebody wants to search. A row goes when it is read, or can't be.
 */
export const textQueue = pgTable(
  'text_queue',
  {
    segmentId: uuid('segment_id').primaryKey().$type<SegmentId>(),
    deviceId: uuid('device_id').notNull().$type<DeviceId>(),
    recordingId: uuid('recording_id').notNull().$type<RecordingId>(),
    /** Somebody waits for it: read before others, and from the archive where it is there alone. */
    isWanted: boolean('is_wanted').notNull().default(false),
    attempts: smallint().notNull().default(0),
    /** Set by a failure: another attempt waits until then. */
    notBefore: utcMicros('not_before'),
    /** Counts the claims: whoever claimed with another number has lost the segment. */
    lease: integer().notNull().default(0),
    leaseUntil: utcMicros('lease_until'),
  },
  ({ deviceId, recordingId, segmentId }) => [
    // A display's segments are read in their order, one display after the other.
    index('text_queue_recording').on(recordingId, segmentId),
    index('text_queue_wanted').on(recordingId, segmentId).where(sql`is_wanted`),
    index('text_queue_device').on(deviceId, segmentId),
  ],
);
