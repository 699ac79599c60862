import type { SegmentId } from '@workcompanion/core/ids';
import { pgTable, smallint, uuid } from 'drizzle-orm/pg-core';
import { utcMicros } from './utc-micros.ts';

/** Segments whose picture is still to be made. A row goes when it is made, or can't be. */
export const thumbnailQueue = pgTable('thumbnail_queue', {
  segmentId: uuid('segment_id').primaryKey().$type<SegmentId>(),
  /** Counts the claims. Whoever claimed with another number than this has lost the segment. */
  attempts: smallint().notNull().default(0),
  /** Not to be claimed before: the lease, or the wait for another try. Null: never claimed. */
  notBefore: utcMicros('not_before'),
});
