import type { PersonId, PurposeId, SearchId } from '@workcompanion/core/ids';
import { index, integer, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { people } from './people.ts';
import { purposes } from './purposes.ts';
import { searches } from './searches.ts';

/** Whose recordings a search went over, and why. */
export const searchPeople = pgTable(
  'search_people',
  {
    searchId: uuid('search_id')
      .notNull()
      .references(() => searches.id)
      .$type<SearchId>(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id)
      .$type<PersonId>(),
    /** Null where none was asked for. */
    purposeId: uuid('purpose_id')
      .references(() => purposes.id)
      .$type<PurposeId>(),
    /** How many hits of this person were told. */
    hits: integer().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.searchId, table.personId] }),
    index('search_people_person').on(table.personId, table.searchId),
  ],
);
