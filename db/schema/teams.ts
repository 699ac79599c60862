import type { TeamId } from '@workcompanion/core/ids';
import { pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { utcMicros } from './utc-micros.ts';

/** The scope of a manager. A person is in one team at most (`people.team_id`). */
export const teams = pgTable(
  'teams',
  {
    id: uuid().primaryKey().$type<TeamId>(),
    name: text().notNull(),
    createdAt: utcMicros('created_at').notNull(),
  },
  (table) => [uniqueIndex('teams_name').on(table.name)],
);
