import type { EmployeeId, UserId } from '@workcompanion/core/ids';
import { integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { employees } from './employees.ts';
import { utcMicros } from './utc-micros.ts';

export const ROLES = ['admin', 'manager', 'compliance', 'auditor', 'employee'] as const;
export type Role = (typeof ROLES)[number];

/** Portal accounts. Raising `session_version` ends every session of the user at once. */
export const users = pgTable(
  'users',
  {
    id: uuid().primaryKey().$type<UserId>(),
    email: text().notNull(),
    name: text().notNull(),
    passwordHash: text('password_hash').notNull(),
    roles: text().array().notNull().$type<Role[]>(),
    employeeId: uuid('employee_id')
      .references(() => employees.id)
      .$type<EmployeeId>(),
    sessionVersion: integer('session_version').notNull().default(1),
    createdAt: utcMicros('created_at').notNull(),
    disabledAt: utcMicros('disabled_at'),
  },
  (table) => [uniqueIndex('users_email').on(table.email)],
);
