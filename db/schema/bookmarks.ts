import type { BookmarkId, DeviceId, EmployeeId, UserId } from '@workcompanion/core/ids';
import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { devices } from './devices.ts';
import { employees } from './employees.ts';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

/**
 * Stretches that somebody marked in a person's footage; a moment begins where it ends. `device_id`
 * and `display` null: all displays. Seen by everybody who may watch the person.
 */
export const bookmarks = pgTable(
  'bookmarks',
  {
    id: uuid().primaryKey().$type<BookmarkId>(),
    employeeId: uuid('employee_id')
      .notNull()
      .references(() => employees.id)
      .$type<EmployeeId>(),
    deviceId: uuid('device_id')
      .references(() => devices.id)
      .$type<DeviceId>(),
    display: text(),
    startsAt: utcMicros('starts_at').notNull(),
    endsAt: utcMicros('ends_at').notNull(),
    note: text().notNull(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id)
      .$type<UserId>(),
    createdAt: utcMicros('created_at').notNull(),
  },
  (table) => [
    index('bookmarks_employee_starts').on(table.employeeId, table.startsAt),
    index('bookmarks_user').on(table.userId),
  ],
);
