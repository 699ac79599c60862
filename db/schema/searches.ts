import type { SavedSearchId, SearchId, SessionId, TeamId, UserId } from '@workcompanion/core/ids';
import { index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytes } from './bytes.ts';
import { savedSearches } from './saved-searches.ts';
import { sessions } from './sessions.ts';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

/**
 * Each search in what was on screens, written before the first key is opened for it. Whose recordings it
 * went over stands in `search_people`. What was found is told nowhere.
 */
export const searches = pgTable(
  'searches',
  {
    id: uuid().primaryKey().$type<SearchId>(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id)
      .$type<UserId>(),
    /** Null for a saved one, which goes on without its maker. */
    sessionId: uuid('session_id')
      .references(() => sessions.id)
      .$type<SessionId>(),
    /** What it was a day's work of. */
    savedSearchId: uuid('saved_search_id')
      .references(() => savedSearches.id)
      .$type<SavedSearchId>(),
    /** The words, the kind of number and the program, wrapped by the master key with the search's id as context. */
    sealed: bytes().notNull(),
    /** Null: a person, or all whom the user may watch. */
    teamId: uuid('team_id').$type<TeamId>(),
    places: text().array().notNull().$type<('titles' | 'programs' | 'texts')[]>(),
    /** What time was asked for. */
    footageFrom: utcMicros('footage_from').notNull(),
    footageTo: utcMicros('footage_to').notNull(),
    startedAt: utcMicros('started_at').notNull(),
    /** Null while it goes on, and where the portal ended before it did. */
    endedAt: utcMicros('ended_at'),
    outcome: text().$type<'through' | 'full' | 'cancelled' | 'failed'>(),
    hits: integer().notNull().default(0),
  },
  (table) => [
    index('searches_started').on(table.startedAt, table.id),
    index('searches_user').on(table.userId, table.startedAt),
    index('searches_saved').on(table.savedSearchId, table.startedAt),
  ],
);
