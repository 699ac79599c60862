import type { EmployeeId } from '@workcompanion/core/ids';
import { index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { utcMicros } from './utc-micros.ts';

/** The people recorded. `login` is the operating-system account that enrolment matches on. */
export const employees = pgTable(
  'employees',
  {
    id: uuid().primaryKey().$type<EmployeeId>(),
    name: text().notNull(),
    login: text(),
    timeZone: text('time_zone').notNull(),
    createdAt: utcMicros('created_at').notNull(),
  },
  (table) => [
    uniqueIndex('employees_login').on(table.login),
    index('employees_name').on(table.name, table.id),
  ],
);
