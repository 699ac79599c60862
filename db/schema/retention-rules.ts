import type { DeviceId, RetentionRuleId, TeamId, UserId } from '@workcompanion/core/ids';
import { sql } from 'drizzle-orm';
import {
  bigint,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { RetentionRehearsal } from '../retention/rehearsal.ts';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

const NOBODY = sql.raw(`'00000000-0000-0000-0000-000000000000'::uuid`);

/**
 * How long footage is kept. A row is a version: proposed, then perhaps put in force, then ended by
 * the next one or by hand, and never removed. Of the rules in force the team's own wins over that
 * for all; where there is none, everything is kept.
 */
export const retentionRules = pgTable(
  'retention_rules',
  {
    id: uuid().primaryKey().$type<RetentionRuleId>(),
    /** Null: for all. */
    teamId: uuid('team_id').$type<TeamId>(),
    /** Null: for ever. */
    days: integer(),
    note: text().notNull().default(''),
    proposedAt: utcMicros('proposed_at').notNull(),
    proposedBy: uuid('proposed_by')
      .notNull()
      .references(() => users.id)
      .$type<UserId>(),
    /** Put in force. */
    approvedAt: utcMicros('approved_at'),
    approvedBy: uuid('approved_by')
      .references(() => users.id)
      .$type<UserId>(),
    endedAt: utcMicros('ended_at'),
    endedBy: uuid('ended_by')
      .references(() => users.id)
      .$type<UserId>(),
  },
  (table) => [
    uniqueIndex('retention_rules_in_force')
      .on(sql`coalesce(${table.teamId}, ${NOBODY})`)
      .where(sql`approved_at is not null and ended_at is null`),
    uniqueIndex('retention_rules_proposed')
      .on(sql`coalesce(${table.teamId}, ${NOBODY})`)
      .where(sql`approved_at is null and ended_at is null`),
    index('retention_rules_ended').on(table.endedAt, table.id),
  ],
);

/** What was deleted in one night, and what is due in the next. One that stopped is taken over. */
export const retentionRuns = pgTable('retention_runs', {
  /** The local date: "2026-11-25". */
  night: text().primaryKey(),
  /** HOSTNAME:PID */
  worker: text().notNull(),
  startedAt: utcMicros('started_at').notNull(),
  updatedAt: utcMicros('updated_at').notNull(),
  endedAt: utcMicros('ended_at'),
  /** Devices up to and with this one are done. */
  doneThrough: uuid('done_through').$type<DeviceId>(),
  devices: integer().notNull().default(0),
  keys: bigint({ mode: 'number' }).notNull().default(0),
  heldKeys: bigint('held_keys', { mode: 'number' }).notNull().default(0),
  /** Null until the run has ended. */
  due: jsonb().$type<RetentionRehearsal>(),
});
