import type { DeviceId } from '@workcompanion/core/ids';
import { bigint, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { devices } from './devices.ts';
import { utcMicros } from './utc-micros.ts';

/** `before-enrolment`: of what the device could not record yet; `in-the-future`: of what had not been. */
export const CLOCK_DOUBTS = ['before-enrolment', 'in-the-future'] as const;

/** Entries of a device that are kept as stated, though their times contradict ours. */
export const clockDoubts = pgTable(
  'clock_doubts',
  {
    deviceId: uuid('device_id')
      .notNull()
      .references(() => devices.id)
      .$type<DeviceId>(),
    kind: text({ enum: CLOCK_DOUBTS }).notNull(),
    entries: integer().notNull(),
    /** Index of the first and of the newest such entry. */
    firstIndex: bigint('first_index', { mode: 'number' }).notNull(),
    lastIndex: bigint('last_index', { mode: 'number' }).notNull(),
    /** By how much, at most; µs. */
    most: bigint({ mode: 'number' }).notNull(),
    receivedAt: utcMicros('received_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.deviceId, table.kind] })],
);
