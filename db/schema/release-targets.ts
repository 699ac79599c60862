import { pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { releases } from './releases.ts';

/** Whom a release is offered to besides its share of all devices. */
export const releaseTargets = pgTable(
  'release_targets',
  {
    version: text()
      .notNull()
      .references(() => releases.version),
    scope: text().notNull().$type<'team' | 'device'>(),
    target: uuid().notNull(),
  },
  (table) => [primaryKey({ columns: [table.version, table.scope, table.target] })],
);
