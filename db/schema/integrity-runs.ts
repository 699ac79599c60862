import type { ErrorCode } from '@workcompanion/core/errors';
import type { SegmentId } from '@workcompanion/core/ids';
import { sql } from 'drizzle-orm';
import { bigint, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
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

/**
 * `orphan`: an object that the catalogue does not know. `undeleted`: one that should be gone. Of a
 * journal (`journal/DEVICE/INDEX`): an entry that was altered or forged, or removed. Of a
 * checkpoint (`checkpoint/NUMBER`): altered itself, or of an hour that is not as it says.
 */
export type FindingKind =
  | 'missing'
  | 'wrong-size'
  | 'damaged'
  | 'keyless'
  | 'unplayable'
  | 'orphan'
  | 'undeleted'
  | 'entry-altered'
  | 'entry-missing'
  | 'checkpoint-altered'
  | 'checkpoint-differs';

/** What is wrong in the archive, since when, and until when. Nothing is ever mended for it. */
export const integrityFindings = pgTable(
  'integrity_findings',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    runId: bigint('run_id', { mode: 'number' })
      .notNull()
      .references(() => integrityRuns.id),
    kind: text().notNull().$type<FindingKind>(),
    objectKey: text('object_key').notNull(),
    /** Null for orphans. */
    segmentId: uuid('segment_id').$type<SegmentId>(),
    /** By the catalogue; null for orphans. */
    expectedBytes: bigint('expected_bytes', { mode: 'number' }),
    /** In the store; null when there is none. */
    foundBytes: bigint('found_bytes', { mode: 'number' }),
    foundAt: utcMicros('found_at').notNull(),
    /** When a later run found it was so no more. */
    resolvedAt: utcMicros('resolved_at'),
  },
  (table) => [
    uniqueIndex('integrity_findings_open')
      .on(table.objectKey, table.kind)
      .where(sql`resolved_at is null`),
    index('integrity_findings_id').on(table.id).where(sql`resolved_at is null`),
  ],
);
