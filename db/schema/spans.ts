import type { DeviceId, GapId, RecordingId } from '@workcompanion/core/ids';
import type { GapCause } from '@workcompanion/core/protocol/gap-cause';
import { sql } from 'drizzle-orm';
import { bigint, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { devices } from './devices.ts';
import { recordings } from './recordings.ts';
import { utcMicros } from './utc-micros.ts';

/** µs: 24 h. */
export const MAX_SPAN = 24 * 60 * 60 * 1_000_000;

/**
 * Contiguous footage: segments `first_sequence` to `last_sequence` of one recording. Kept at
 * ingest, so that a day is read without its thousands of segments. No span is longer than
 * MAX_SPAN (24 h), so that a day's spans are found by their start alone.
 */
export const spans = pgTable(
  'spans',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    deviceId: uuid('device_id').notNull().$type<DeviceId>(),
    recordingId: uuid('recording_id')
      .notNull()
      .references(() => recordings.id)
      .$type<RecordingId>(),
    display: text().notNull(),
    startsAt: utcMicros('starts_at').notNull(),
    endsAt: utcMicros('ends_at').notNull(),
    firstSequence: integer('first_sequence').notNull(),
    lastSequence: integer('last_sequence').notNull(),
    bytes: bigint({ mode: 'number' }).notNull(),
  },
  (table) => [
    index('spans_device_starts').on(table.deviceId, table.startsAt),
    uniqueIndex('spans_recording').on(table.recordingId, table.firstSequence),
  ],
);

/**
 * Named times without footage, as the device stated them. `display` null: all displays. A window's
 * gaps are found by their start, reaching 24 h back; the few longer or open ones by `gaps_long`.
 */
export const gaps = pgTable(
  'gaps',
  {
    id: uuid().primaryKey().$type<GapId>(),
    deviceId: uuid('device_id')
      .notNull()
      .references(() => devices.id)
      .$type<DeviceId>(),
    display: text(),
    cause: text().notNull().$type<GapCause>(),
    startsAt: utcMicros('starts_at').notNull(),
    endsAt: utcMicros('ends_at'),
    note: text(),
  },
  (table) => [
    index('gaps_device_starts').on(table.deviceId, table.startsAt),
    index('gaps_long')
      .on(table.deviceId, table.endsAt)
      .where(sql`ends_at is null or ends_at - starts_at > interval '24 hours'`),
    // What was lost with a restored database is counted: mostly nothing.
    index('gaps_lost').on(table.cause).where(sql`cause in ('footage-lost', 'key-lost')`),
  ],
);
