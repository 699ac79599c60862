import type { SegmentId } from '@workcompanion/core/ids';
import { integer, pgTable, smallint, uuid } from 'drizzle-orm/pg-core';
import { utcMicros } from './utc-micros.ts';

/** Segments whose picture is still to be made. A row goes when it is made, or can't be. */
export const thumbnailQueue = pgTable('thumbnail_queue', {
  segmentId: uuid('segment_id').primaryKey().$type<SegmentId>(),
  attempts: smallint().notNull().default(0),
  /** Set by a failure: another attempt waits until then. */
  notBefore: utcMicros('not_before'),
  /** Counts the claims: whoever claimed with another number has lost the segment. */
  lease: integer().notNull().default(0),
  leaseUntil: utcMicros('lease_until'),
});
