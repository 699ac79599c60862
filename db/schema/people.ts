import type { PersonId, TeamId } from '@workcompanion/core/ids';
import { sql } from 'drizzle-orm';
import { boolean, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { teams } from './teams.ts';
import { utcMicros } from './utc-micros.ts';

/** The people recorded. `login` is the operating-system account that enrolment matches on. */
export const people = pgTable(
  'people',
  {
    id: uuid().primaryKey().$type<PersonId>(),
    name: text().notNull(),
    login: text(),
    /** Name and login as a search compares them: without case and accents. */
    folded: text()
      .notNull()
      .generatedAlwaysAs(
        sql`lower(regexp_replace(normalize(name || chr(10) || coalesce(login, ''), NFKD), '[\\u0300-\\u036f]', '', 'g'))`,
      ),
    timeZone: text('time_zone').notNull(),
    teamId: uuid('team_id')
      .references(() => teams.id, { onDelete: 'set null' })
      .$type<TeamId>(),
    createdAt: utcMicros('created_at').notNull(),
    /** Stands for whoever is at a device that waits for approval: in no list, and nobody's footage. */
    isUnconfirmed: boolean('is_unconfirmed').notNull().default(false),
  },
  (table) => [
    uniqueIndex('people_login').on(table.login),
    // Lists are sorted by the first two; what a search looks into lies beside them, and no row is read.
    index('people_name').on(table.name, table.id, table.folded, table.isUnconfirmed, table.teamId),
    index('people_team').on(table.teamId, table.name, table.id),
    // Few: who lists the devices of all others asks for these.
    index('people_unconfirmed').on(table.id).where(sql`is_unconfirmed`),
  ],
);
