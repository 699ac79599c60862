import type { PurposeReason } from '@workcompanion/core/access';
import type { PersonId, PurposeId, UserId } from '@workcompanion/core/ids';
import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { people } from './people.ts';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

/** Why a user watches a person, said before watching. It covers the views until it ends. */
export const purposes = pgTable(
  'purposes',
  {
    id: uuid().primaryKey().$type<PurposeId>(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id)
      .$type<UserId>(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id)
      .$type<PersonId>(),
    reason: text().notNull().$type<PurposeReason>(),
    note: text().notNull(),
    declaredAt: utcMicros('declared_at').notNull(),
    endsAt: utcMicros('ends_at').notNull(),
    /** An investigation: the person is shown these views from then on only. */
    undisclosedUntil: utcMicros('undisclosed_until'),
  },
  (table) => [
    index('purposes_user_person').on(table.userId, table.personId, table.endsAt),
    index('purposes_person').on(table.personId, table.declaredAt),
  ],
);
