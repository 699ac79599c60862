import type { DeviceId, SegmentId } from '@workcompanion/core/ids';
import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, smallint, uuid } from 'drizzle-orm/pg-core';
import { utcMicros } from './utc-micros.ts';

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
