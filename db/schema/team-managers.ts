import type { TeamId, UserId } from '@workcompanion/core/ids';
import { index, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { teams } from './teams.ts';
import { users } from './users.ts';

/** Who manages which team. It counts for users who hold the role manager. */
export const teamManagers = pgTable(
  'team_managers',
  {
    teamId: uuid('team_id')
      .notNull()
      .references(() => teams.id, { onDelete: 'cascade' })
      .$type<TeamId>(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id)
      .$type<UserId>(),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.userId] }),
    index('team_managers_user').on(table.userId),
  ],
);
