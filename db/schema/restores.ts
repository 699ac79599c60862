import type { ErrorCode } from '@workcompanion/core/errors';
import type { SegmentId, UserId } from '@workcompanion/core/ids';
import type { RestoreTier } from '@workcompanion/core/storage/restorable';
import { sql } from 'drizzle-orm';
import { bigint, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

/**
 * What somebody asked the archive to make readable again, a row a segment: some classes must restore
 * first. Open until `ready_at` or `failed_at`. The archive's own word on a blob is what counts; this
 * tells people who asked, when, and how long it should take.
 */
export const restores = pgTable(
  'restores',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    segmentId: uuid('segment_id').notNull().$type<SegmentId>(),
    requestedBy: uuid('requested_by')
      .notNull()
      .references(() => users.id)
      .$type<UserId>(),
    requestedAt: utcMicros('requested_at').notNull(),
    tier: text().notNull().$type<RestoreTier>(),
    expectedAt: utcMicros('expected_at').notNull(),
    /** When the archive was last asked. */
    checkedAt: utcMicros('checked_at'),
    readyAt: utcMicros('ready_at'),
    /** The restored copy goes then. */
    readableUntil: utcMicros('readable_until'),
    failedAt: utcMicros('failed_at'),
    lastError: text('last_error').$type<ErrorCode>(),
  },
  (table) => [
    uniqueIndex('restores_open')
      .on(table.segmentId)
      .where(sql`ready_at is null and failed_at is null`),
    index('restores_segment').on(table.segmentId, table.id),
  ],
);
