import type { PersonId, ReviewSampleId, UserId } from '@workcompanion/core/ids';
import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { people } from './people.ts';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

/** Stretches of a person's week that were drawn at random for a reviewer; they are drawn once. */
export const reviewSamples = pgTable(
  'review_samples',
  {
    id: uuid().primaryKey().$type<ReviewSampleId>(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id)
      .$type<UserId>(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id)
      .$type<PersonId>(),
    /** The Monday that the week begins with, by the person's calendar. */
    week: text().notNull(),
    startsAt: utcMicros('starts_at').notNull(),
    endsAt: utcMicros('ends_at').notNull(),
    drawnAt: utcMicros('drawn_at').notNull(),
  },
  (table) => [index('review_samples_person').on(table.personId, table.week, table.userId)],
);
