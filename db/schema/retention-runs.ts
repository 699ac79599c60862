import type { DeviceId } from '@workcompanion/core/ids';
import { bigint, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { RetentionRehearsal } from '../retention/rehearsal.ts';
import { utcMicros } from './utc-micros.ts';

/** What was deleted in one night, and what is due in the next. One that stopped is taken over. */
export const retentionRuns = pgTable('retention_runs', {
  /** The local date: "2026-11-25". */
  night: text().primaryKey(),
  /** HOSTNAME:PID */
  worker: text().notNull(),
  startedAt: utcMicros('started_at').notNull(),
  updatedAt: utcMicros('updated_at').notNull(),
  endedAt: utcMicros('ended_at'),
  /** Devices up to and with this one are done. */
  doneThrough: uuid('done_through').$type<DeviceId>(),
  devices: integer().notNull().default(0),
  keys: bigint({ mode: 'number' }).notNull().default(0),
  heldKeys: bigint('held_keys', { mode: 'number' }).notNull().default(0),
  /** Null until the run has ended. */
  due: jsonb().$type<RetentionRehearsal>(),
});
