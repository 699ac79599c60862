import type { UserId } from '@workcompanion/core/ids';
import { bigint, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { hexBytes } from './bytes.ts';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

export type ReleaseStage =
  /** Uploaded, and offered to nobody. */
  | 'draft'
  /** Offered to a share of all devices, and to the teams and devices named. */
  | 'some'
  | 'all'
  /** The workers delete its file. */
  | 'withdrawn';

export type PauseCause = 'by-hand' | 'failures';

/** Signed versions of the recorder for Windows. A version is one file for good. */
export const releases = pgTable('releases', {
  version: text().primaryKey(),
  sha256: hexBytes().notNull(),
  bytes: bigint({ mode: 'number' }).notNull(),
  /** As its company signed it; devices check it themselves. */
  statement: text().notNull(),
  uploadedAt: utcMicros('uploaded_at').notNull(),
  uploadedBy: uuid('uploaded_by')
    .notNull()
    .references(() => users.id)
    .$type<UserId>(),
  stage: text().notNull().default('draft').$type<ReleaseStage>(),
  /** Share of all devices, while the stage is `some`. */
  percent: integer().notNull().default(0),
  /** Null while it is offered. */
  pausedAt: utcMicros('paused_at'),
  pauseCause: text('pause_cause').$type<PauseCause>(),
  /** Failures before it pause nothing any more: somebody has seen them. */
  countedFrom: utcMicros('counted_from').notNull(),
});
