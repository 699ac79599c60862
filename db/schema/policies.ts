import type { UserId } from '@workcompanion/core/ids';
import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { policyBody } from './policy-body.ts';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

/** Immutable versions (a trigger refuses update and delete). `policy_assignments` puts them in force. */
export const policies = pgTable('policies', {
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
});
