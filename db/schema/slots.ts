import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { utcMicros } from './utc-micros.ts';

/**
 * What is under way of that of which only so much may be at once, over all nodes: a row each. One
 * whose node died is free again when it ends.
 */
export const slots = pgTable(
  'slots',
  {
    id: uuid().primaryKey(),
    name: text().notNull(),
    endsAt: utcMicros('ends_at').notNull(),
  },
  (table) => [index('slots_name').on(table.name)],
);
