import type { DeviceId, PurposeId, UserId } from '@workcompanion/core/ids';
import { sql } from 'drizzle-orm';
import { boolean, index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { devices } from './devices.ts';
import { purposes } from './purposes.ts';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

/** One stretch of footage that one user watched, reported by the player while it plays. */
export const views = pgTable(
  'views',
  {
    id: uuid().primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id)
      .$type<UserId>(),
    deviceId: uuid('device_id')
      .notNull()
      .references(() => devices.id)
      .$type<DeviceId>(),
    display: text().notNull(),
    footageFrom: utcMicros('footage_from').notNull(),
    footageTo: utcMicros('footage_to').notNull(),
    /** Null where none was asked for. */
    purposeId: uuid('purpose_id')
      .references(() => purposes.id)
      .$type<PurposeId>(),
    /** Watched as it was recorded. */
    live: boolean().notNull().default(false),
    /** Not the footage, only its small pictures: one row for each stretch that was asked for. */
    pictures: boolean().notNull().default(false),
    watchedAt: utcMicros('watched_at').notNull(),
    updatedAt: utcMicros('updated_at').notNull(),
  },
  (table) => [
    index('views_device_footage').on(table.deviceId, table.footageFrom),
    index('views_watched').on(table.watchedAt, table.id),
    index('views_user').on(table.userId, table.watchedAt),
    // What each heartbeat asks: is somebody watching this device now?
    index('views_live').on(table.deviceId, table.updatedAt).where(sql`live`),
  ],
);
