import type { Alert } from '@workcompanion/core/fleet/alerts';
import { integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { utcMicros } from './utc-micros.ts';

/** What is the matter now, a row each; gone when it is over. Kept by the workers' watch alone. */
export const alerts = pgTable('alerts', {
  alert: text().primaryKey().$type<Alert>(),
  /** When it was first seen. */
  since: utcMicros().notNull(),
  /** When it had lasted long enough to be told; null before. */
  raisedAt: utcMicros('raised_at'),
  /** How bad it was at its worst: what is told again is only what is worse. */
  weight: integer().notNull(),
  facts: jsonb().notNull().$type<Readonly<Record<string, number | string>>>(),
});
