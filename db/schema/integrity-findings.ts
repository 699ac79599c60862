import type { SegmentId } from '@workcompanion/core/ids';
import { sql } from 'drizzle-orm';
import { bigint, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { integrityRuns } from './integrity-runs.ts';
import { utcMicros } from './utc-micros.ts';

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
