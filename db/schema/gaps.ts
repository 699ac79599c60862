import type { DeviceId, GapId } from '@workcompanion/core/ids';
import type { GapCause } from '@workcompanion/core/protocol/gap-cause';
import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { devices } from './devices.ts';
import { utcMicros } from './utc-micros.ts';

/** Named times without footage, as the device stated them. `display` null: all displays. */
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
  (table) => [index('gaps_device_ends').on(table.deviceId, table.endsAt)],
);
