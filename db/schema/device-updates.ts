import type { DeviceId } from '@workcompanion/core/ids';
import type { UpdateState } from '@workcompanion/core/releases/update-report';
import { bigint, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { devices } from './devices.ts';
import { releases } from './releases.ts';
import { utcMicros } from './utc-micros.ts';

/** What became of a release on each device that it was offered to. */
export const deviceUpdates = pgTable(
  'device_updates',
  {
    version: text()
      .notNull()
      .references(() => releases.version),
    deviceId: uuid('device_id')
      .notNull()
      .references(() => devices.id)
      .$type<DeviceId>(),
    state: text().notNull().$type<UpdateState>(),
    code: text(),
    /** Counts on when somebody has it tried again: what is said of an earlier one is no news. */
    attempt: integer().notNull().default(1),
    /** Downloaded, as the device said last. */
    bytes: bigint({ mode: 'number' }).notNull().default(0),
    offeredAt: utcMicros('offered_at').notNull(),
    changedAt: utcMicros('changed_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.version, table.deviceId] }),
    index('device_updates_device').on(table.deviceId),
  ],
);
