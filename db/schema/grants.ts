import type { GrantedRight } from '@workcompanion/core/access';
import type { GrantId, PersonId, TeamId, UserId } from '@workcompanion/core/ids';
import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { people } from './people.ts';
import { teams } from './teams.ts';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

/**
 * A right lent to one user, for a while: over one person, one team, or (neither) all, and only over
 * footage of [footage_from, footage_to) where those are given.
 */
export const grants = pgTable(
  'grants',
  {
    id: uuid().primaryKey().$type<GrantId>(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id)
      .$type<UserId>(),
    right: text().notNull().$type<GrantedRight>(),
    personId: uuid('person_id')
      .references(() => people.id)
      .$type<PersonId>(),
    teamId: uuid('team_id')
      .references(() => teams.id, { onDelete: 'cascade' })
      .$type<TeamId>(),
    footageFrom: utcMicros('footage_from'),
    footageTo: utcMicros('footage_to'),
    expiresAt: utcMicros('expires_at').notNull(),
    reason: text().notNull(),
    givenBy: uuid('given_by')
      .notNull()
      .references(() => users.id)
      .$type<UserId>(),
    givenAt: utcMicros('given_at').notNull(),
    withdrawnAt: utcMicros('withdrawn_at'),
  },
  (table) => [
    index('grants_user').on(table.userId, table.expiresAt),
    index('grants_team').on(table.teamId),
  ],
);
