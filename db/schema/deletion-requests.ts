import type { DeletionRequestId, PersonId, UserId } from '@workcompanion/core/ids';
import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { people } from './people.ts';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

/**
 * Footage of a person that somebody wants deleted at once. Asked for, then approved by somebody else,
 * or ended (refused, or taken back); once approved, the workers carry it out. Rows are never removed.
 */
export const deletionRequests = pgTable(
  'deletion_requests',
  {
    id: uuid().primaryKey().$type<DeletionRequestId>(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id)
      .$type<PersonId>(),
    /** Half-open. */
    footageFrom: utcMicros('footage_from').notNull(),
    footageTo: utcMicros('footage_to').notNull(),
    reason: text().notNull(),
    requestedAt: utcMicros('requested_at').notNull(),
    requestedBy: uuid('requested_by')
      .notNull()
      .references(() => users.id)
      .$type<UserId>(),
    approvedAt: utcMicros('approved_at'),
    approvedBy: uuid('approved_by')
      .references(() => users.id)
      .$type<UserId>(),
    endedAt: utcMicros('ended_at'),
    endedBy: uuid('ended_by')
      .references(() => users.id)
      .$type<UserId>(),
    /** When its last key was destroyed. */
    carriedOutAt: utcMicros('carried_out_at'),
    /** Keys that it destroyed so far, and those that a hold keeps; it is carried out when none is left. */
    keys: integer().notNull().default(0),
    heldKeys: integer('held_keys').notNull().default(0),
  },
  (table) => [
    check('deletion_requests_two_people', sql`approved_by is null or approved_by <> requested_by`),
    check('deletion_requests_one_end', sql`approved_at is null or ended_at is null`),
    index('deletion_requests_approved')
      .on(table.id)
      .where(sql`approved_at is not null and carried_out_at is null`),
  ],
);
