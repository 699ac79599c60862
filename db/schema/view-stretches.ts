import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { utcMicros } from './utc-micros.ts';
import { views } from './views.ts';

/**
 * `footage`, `thumbnails`, `programs` (which windows were on the screen; of no display) and `texts` (lines
 * that were read from it) were delivered, as the server knows; `shown` is what of the footage a browser says
 * was on its screen.
 */
export const STRETCH_KINDS = ['footage', 'thumbnails', 'programs', 'texts', 'shown'] as const;
export type StretchKind = (typeof STRETCH_KINDS)[number];

/** One unbroken stretch of a display within a view. Requests at once may leave two that touch. */
export const viewStretches = pgTable(
  'view_stretches',
  {
    id: uuid().primaryKey().defaultRandom(),
    viewId: uuid('view_id')
      .notNull()
      .references(() => views.id),
    display: text().notNull(),
    kind: text().notNull().$type<StretchKind>(),
    footageFrom: utcMicros('footage_from').notNull(),
    footageTo: utcMicros('footage_to').notNull(),
    firstAt: utcMicros('first_at').notNull(),
    lastAt: utcMicros('last_at').notNull(),
  },
  (table) => [index('view_stretches_view').on(table.viewId, table.display, table.kind)],
);
