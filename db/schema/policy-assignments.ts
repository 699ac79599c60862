import type { UserId } from '@workcompanion/core/ids';
import { integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { policies } from './policies.ts';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

/** The nearer wins: `device` over `team` over `all`. */
export const POLICY_SCOPES = ['all', 'team', 'device'] as const;
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
