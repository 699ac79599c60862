import type { BookmarkId, DeviceId, PersonId, UserId } from '@workcompanion/core/ids';
import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { devices } from './devices.ts';
import { people } from './people.ts';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

/** `seen` and `nothing-found` say that a stretch was reviewed. */
export const BOOKMARK_KINDS = ['note', 'look-again', 'example', 'seen', 'nothing-found'] as const;
export type BookmarkKind = (typeof BOOKMARK_KINDS)[number];

/**
 * Stretches that somebody marked in a person's footage; a moment begins where it ends. `device_id`
 * and `display` null: all displays. Seen by everybody who may watch the person.
 */
export const bookmarks = pgTable(
  'bookmarks',
  {
    id: uuid().primaryKey().$type<BookmarkId>(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id)
      .$type<PersonId>(),
    deviceId: uuid('device_id')
      .references(() => devices.id)
      .$type<DeviceId>(),
    display: text(),
    startsAt: utcMicros('starts_at').notNull(),
    endsAt: utcMicros('ends_at').notNull(),
    kind: text().notNull().default('note').$type<BookmarkKind>(),
    note: text().notNull(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id)
      .$type<UserId>(),
    createdAt: utcMicros('created_at').notNull(),
  },
  (table) => [
    index('bookmarks_person_starts').on(table.personId, table.startsAt),
    index('bookmarks_user').on(table.userId),
  ],
);
