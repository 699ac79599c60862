import type { UserId } from '@workcompanion/core/ids';
import { sql } from 'drizzle-orm';
import { bigint, check, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

/**
 * Why the fleet remembers other checkpoints of these numbers, as somebody who runs the server says:
 * mostly that a backup was restored. What contradicts stays on record; it raises no alarm any more.
 */
export const historyExplanations = pgTable(
  'history_explanations',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** Both inclusive. */
    firstCheckpoint: bigint('first_checkpoint', { mode: 'number' }).notNull(),
    lastCheckpoint: bigint('last_checkpoint', { mode: 'number' }).notNull(),
    reason: text().notNull(),
    explainedBy: uuid('explained_by')
      .notNull()
      .references(() => users.id)
      .$type<UserId>(),
    explainedAt: utcMicros('explained_at').notNull(),
  },
  (table) => [
    check('history_explanations_order', sql`${table.firstCheckpoint} <= ${table.lastCheckpoint}`),
  ],
);
