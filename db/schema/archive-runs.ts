import type { ErrorCode } from '@workcompanion/core/errors';
import { bigint, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { utcMicros } from './utc-micros.ts';

/**
 * `waiting`: the window is open, the queue empty. `paused`: the store is overloaded or not reached,
 * tried again by itself. `refused`: it turns us away, somebody must look. `ended`: by the end of the
 * window or of the process. A run that is not `ended` and was not updated for a minute has crashed.
 */
export type ArchiveRunState = 'archiving' | 'waiting' | 'paused' | 'refused' | 'ended';

/** What one worker process archived in one window, kept up to date while it does. */
export const archiveRuns = pgTable(
  'archive_runs',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** HOSTNAME:PID */
    worker: text().notNull(),
    startedAt: utcMicros('started_at').notNull(),
    updatedAt: utcMicros('updated_at').notNull(),
    state: text().notNull().$type<ArchiveRunState>(),
    objects: integer().notNull().default(0),
    bytes: bigint({ mode: 'number' }).notNull().default(0),
    /** Tries, not segments. */
    failures: integer().notNull().default(0),
    quarantined: integer().notNull().default(0),
    /** What was still to do for all workers together when this was last counted. */
    leftObjects: bigint('left_objects', { mode: 'number' }).notNull().default(0),
    leftBytes: bigint('left_bytes', { mode: 'number' }).notNull().default(0),
    /** µs of this run during which something was under way: with `bytes`, the rate. */
    busy: bigint({ mode: 'number' }).notNull().default(0),
    lastError: text('last_error').$type<ErrorCode>(),
    message: text(),
  },
  (table) => [index('archive_runs_started').on(table.startedAt)],
);
