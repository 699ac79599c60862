import type { PurposeReason } from '@workcompanion/core/access';
import type { PersonId, SavedSearchId, TeamId, UserId } from '@workcompanion/core/ids';
import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytes } from './bytes.ts';
import { people } from './people.ts';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

/**
 * A search that is made again whenever more can be searched, until it ends; it begins when a second
 * person has agreed. Each day on which it looked stands in `searches`. Rows are never removed.
 */
export const savedSearches = pgTable(
  'saved_searches',
  {
    id: uuid().primaryKey().$type<SavedSearchId>(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id)
      .$type<UserId>(),
    /** The words, the kind of number and the program, wrapped by the master key with the row's id as context. */
    sealed: bytes().notNull(),
    /** One person, a team, or (neither) all whom its maker may watch. */
    personId: uuid('person_id')
      .references(() => people.id)
      .$type<PersonId>(),
    teamId: uuid('team_id').$type<TeamId>(),
    places: text().array().notNull().$type<('titles' | 'programs' | 'texts')[]>(),
    isFrontOnly: boolean('is_front_only').notNull(),
    /** Told to the people searched. */
    reason: text().notNull().$type<PurposeReason>(),
    note: text().notNull(),
    /** What was shown before is not looked at. */
    footageFrom: utcMicros('footage_from').notNull(),
    createdAt: utcMicros('created_at').notNull(),
    endsAt: utcMicros('ends_at').notNull(),
    /** From when on it looks. Until then its request tells what has become of it. */
    agreedAt: utcMicros('agreed_at'),
    /** By hand, or because its maker may not search any more. */
    endedAt: utcMicros('ended_at'),
    /** All that could be searched before was looked at. */
    lookedAt: utcMicros('looked_at'),
  },
  (table) => [
    index('saved_searches_user').on(table.userId, table.id),
    index('saved_searches_on')
      .on(table.lookedAt)
      .where(sql`agreed_at is not null and ended_at is null`),
  ],
);

/** On which days of whom something was found, and how often; what it was is told nowhere. */
export const savedSearchFinds = pgTable(
  'saved_search_finds',
  {
    savedSearchId: uuid('saved_search_id')
      .notNull()
      .references(() => savedSearches.id)
      .$type<SavedSearchId>(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id)
      .$type<PersonId>(),
    /** By the person's calendar. */
    date: text().notNull(),
    hits: integer().notNull(),
    /** When the last of them was found. */
    foundAt: utcMicros('found_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.savedSearchId, table.personId, table.date] })],
);
