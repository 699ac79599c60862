import type { DeviceId, GapId } from '@workcompanion/core/ids';
import type { GapCause } from '@workcompanion/core/protocol/gap-cause';
import { sql } from 'drizzle-orm';
import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { devices } from './devices.ts';
import { utcMicros } from './utc-micros.ts';

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
