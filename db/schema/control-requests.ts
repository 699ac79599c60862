import type { Role } from '@workcompanion/core/access';
import type { ControlRequestId, UserId } from '@workcompanion/core/ids';
import { sql } from 'drizzle-orm';
import { check, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

/**
 * Something that lets somebody watch, or watch with less trace. Asked for by one person; another one
 * agrees, and it is done in the same moment, or refuses. Rows are never removed.
 */
export const controlRequests = pgTable(
  'control_requests',
  {
    id: uuid().primaryKey().$type<ControlRequestId>(),
    kind: text().notNull(),
    /** What was asked for, as the act takes it: parsed by its kind's schema when it is done. */
    wish: jsonb().notNull(),
    /** What it is about, as `noun:id`. */
    subject: text().notNull(),
    /** What it gives, and what is told of it: as it was when somebody asked. */
    gains: text().array().notNull().$type<string[]>(),
    facts: jsonb().notNull().$type<Record<string, unknown>>(),
    /** What it was judged on. When this differs, what was asked for is not what would be done. */
    state: jsonb().notNull(),
    /** They gain by it, and so can't agree to it. */
    favouredUsers: uuid('favoured_users').array().notNull().$type<UserId[]>(),
    favouredRoles: text('favoured_roles').array().notNull().$type<Role[]>(),
    reason: text().notNull(),
    requestedAt: utcMicros('requested_at').notNull(),
    requestedBy: uuid('requested_by')
      .notNull()
      .references(() => users.id)
      .$type<UserId>(),
    /** Null while it waits, and for ever when nobody answers in time. */
    decision: text({ enum: ['agreed', 'refused', 'withdrawn'] }),
    decidedAt: utcMicros('decided_at'),
    decidedBy: uuid('decided_by')
      .references(() => users.id)
      .$type<UserId>(),
    note: text().notNull().default(''),
  },
  (table) => [
    check(
      'control_requests_two_people',
      sql`decision is null or (decision = 'withdrawn') = (decided_by = requested_by)`,
    ),
    check(
      'control_requests_decided',
      sql`(decision is null) = (decided_at is null) and (decision is null) = (decided_by is null)`,
    ),
    index('control_requests_waiting').on(table.id).where(sql`decision is null`),
  ],
);
