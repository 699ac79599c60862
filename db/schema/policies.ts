import type { UserId } from '@workcompanion/core/ids';
import { Policy } from '@workcompanion/core/protocol/policy';
import { sql } from 'drizzle-orm';
import { customType, index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

/** `jsonb`, parsed as it is read: a version may be older than some of the rules. */
const policyBody = customType<{ data: Policy; driverData: unknown }>({
  dataType: () => 'jsonb',
  toDriver: (policy) => JSON.stringify(policy),
  fromDriver: (value) => Policy.parse(value),
});

/** Immutable versions (a trigger refuses update and delete). `policy_assignments` puts them in force. */
export const policies = pgTable(
  'policies',
  {
    version: integer().primaryKey(),
    /** What its author calls it; empty for the first. */
    name: text().notNull().default(''),
    /** Why it was made. */
    note: text().notNull().default(''),
    body: policyBody().notNull(),
    createdAt: utcMicros('created_at').notNull(),
    createdBy: uuid('created_by')
      .references(() => users.id)
      .$type<UserId>(),
  },
  ({ version }) => [
    // Asked at each upload: a body is large, and need not be read for the answer.
    index('policies_reading_text').on(version).where(sql`body ->> 'textReading' = 'on'`),
  ],
);

/** The nearer wins: `device` over `team` over `all`. */
const POLICY_SCOPES = ['all', 'team', 'device'] as const;
export type PolicyScope = (typeof POLICY_SCOPES)[number];

/** Which version whom is recorded by, now; the audit log has what was assigned before. */
export const policyAssignments = pgTable(
  'policy_assignments',
  {
    scope: text().notNull().$type<PolicyScope>(),
    /** The team or device; null for all. */
    target: uuid(),
    version: integer()
      .notNull()
      .references(() => policies.version),
    assignedAt: utcMicros('assigned_at').notNull(),
    /** Null: by the installation itself. */
    assignedBy: uuid('assigned_by')
      .references(() => users.id)
      .$type<UserId>(),
  },
  (table) => [unique('policy_assignments_target').on(table.scope, table.target).nullsNotDistinct()],
);
