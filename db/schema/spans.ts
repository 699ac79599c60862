import type { DeviceId, RecordingId } from '@workcompanion/core/ids';
import { bigint, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
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
