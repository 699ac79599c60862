import type { PersonId, RemarkId, UserId } from '@workcompanion/core/ids';
import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { people } from './people.ts';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

/** What a person says about the own footage: seen by everybody who may watch it. */
export const remarks = pgTable(
  'remarks',
  {
    id: uuid().primaryKey().$type<RemarkId>(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id)
      .$type<PersonId>(),
    kind: text().notNull().$type<'note' | 'dispute'>(),
    startsAt: utcMicros('starts_at').notNull(),
    endsAt: utcMicros('ends_at').notNull(),
    text: text().notNull(),
    createdAt: utcMicros('created_at').notNull(),
    /** The answer to a dispute. */
    answer: text(),
    answeredAt: utcMicros('answered_at'),
    answeredBy: uuid('answered_by')
      .references(() => users.id)
      .$type<UserId>(),
  },
  (table) => [index('remarks_person').on(table.personId, table.startsAt)],
);
