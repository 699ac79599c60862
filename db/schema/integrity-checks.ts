import type { SegmentId } from '@workcompanion/core/ids';
import { bigint, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { integrityRuns } from './integrity-runs.ts';
import { utcMicros } from './utc-micros.ts';

/** `damaged`: not the bytes of its statement. `unplayable`: those bytes, and yet no picture. */
export type CheckOutcome = 'playable' | 'missing' | 'damaged' | 'keyless' | 'unplayable';

/** One archived object, drawn at random, read whole and played. */
export const integrityChecks = pgTable(
  'integrity_checks',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    runId: bigint('run_id', { mode: 'number' })
      .notNull()
      .references(() => integrityRuns.id),
    segmentId: uuid('segment_id').notNull().$type<SegmentId>(),
    at: utcMicros().notNull(),
    outcome: text().notNull().$type<CheckOutcome>(),
    bytes: integer().notNull(),
  },
  (table) => [index('integrity_checks_at').on(table.at)],
);
