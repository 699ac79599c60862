import type { ErrorCode } from '@workcompanion/core/errors';
import { bigint, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { utcMicros } from './utc-micros.ts';

/**
 * `sample`: archived objects drawn at random and played. `reconciliation`: catalogue against store.
 * `checkpoints`: the journals against the checkpoints. `playback`: the one segment that a viewer
 * asked for and that proved to be another.
 */
export type IntegrityRunKind = 'sample' | 'reconciliation' | 'checkpoints' | 'playback';

/** One that is not ended and was not updated for ten minutes has crashed. */
export const integrityRuns = pgTable(
  'integrity_runs',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    kind: text().notNull().$type<IntegrityRunKind>(),
    startedAt: utcMicros('started_at').notNull(),
    updatedAt: utcMicros('updated_at').notNull(),
    endedAt: utcMicros('ended_at'),
    /** Objects played, or compared. */
    objects: bigint({ mode: 'number' }).notNull().default(0),
    /** Read, or told by the list. */
    bytes: bigint({ mode: 'number' }).notNull().default(0),
    /** Could not be judged: the store did not answer, or holds them in a class to be restored first. */
    skipped: integer().notNull().default(0),
    findings: integer().notNull().default(0),
    /** Why it ended before its end. */
    lastError: text('last_error').$type<ErrorCode>(),
  },
  (table) => [index('integrity_runs_kind').on(table.kind, table.startedAt)],
);
