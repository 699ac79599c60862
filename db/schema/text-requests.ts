import type { ClipId, UserId } from '@workcompanion/core/ids';
import { integer, pgTable, uuid } from 'drizzle-orm/pg-core';
import { clips } from './clips.ts';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

/** A clip whose text somebody asked for, so that it can be searched whatever the policy said. */
export const textRequests = pgTable('text_requests', {
  clipId: uuid('clip_id')
    .primaryKey()
    .references(() => clips.id)
    .$type<ClipId>(),
  requestedAt: utcMicros('requested_at').notNull(),
  requestedBy: uuid('requested_by')
    .notNull()
    .references(() => users.id)
    .$type<UserId>(),
  /** How many segments were then still to be read. */
  segments: integer().notNull(),
});
