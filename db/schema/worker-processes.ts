import type { DailyWindow } from '@workcompanion/core/schedule/window-schedule';
import { jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { utcMicros } from './utc-micros.ts';

export interface WorkerJobHealth {
  readonly name: string;
  readonly runs: number;
  /** Since the last success. */
  readonly failures: number;
}

/** The archive's settings as this process follows them. Nothing secret. */
export interface WorkerArchiveSettings {
  /** Null when it is always open. */
  readonly window: DailyWindow | null;
  readonly slots: number;
  readonly bytesPerSecond: number | null;
  readonly minimumAgeHours: number;
  /** Null: local copies are never deleted. */
  readonly sweepAfterHours: number | null;
  /** When the disk is full sooner, it works outside the window; at full rate. */
  readonly earlyHours: number;
  readonly fullHours: number;
}

/** Worker processes that run, or ran in the last day. */
export const workerProcesses = pgTable('worker_processes', {
  /** HOSTNAME:PID */
  name: text().primaryKey(),
  startedAt: utcMicros('started_at').notNull(),
  seenAt: utcMicros('seen_at').notNull(),
  jobs: jsonb().notNull().$type<readonly WorkerJobHealth[]>(),
  /** Null when it is switched off. */
  archive: jsonb().$type<WorkerArchiveSettings>(),
  nodeVersion: text('node_version').notNull(),
});
