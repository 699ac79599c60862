import type { DeviceId, PurposeId, SessionId, UserId } from '@workcompanion/core/ids';
import { sql } from 'drizzle-orm';
import { index, pgTable, uuid } from 'drizzle-orm/pg-core';
import { devices } from './devices.ts';
import { purposes } from './purposes.ts';
import { sessions } from './sessions.ts';
import { users } from './users.ts';
import { utcMicros } from './utc-micros.ts';

/**
 * One sitting in which a user watches a device. The server opens it before it gives the first byte; what
 * was given within it stands in `view_stretches`.
 */
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
    /** The sign-in in which it was watched; null where that was not kept yet. */
    sessionId: uuid('session_id')
      .references(() => sessions.id)
      .$type<SessionId>(),
    /** Null where none was asked for. */
    purposeId: uuid('purpose_id')
      .references(() => purposes.id)
      .$type<PurposeId>(),
    /** Around all that was delivered; null as long as nothing was. */
    footageFrom: utcMicros('footage_from'),
    footageTo: utcMicros('footage_to'),
    watchedAt: utcMicros('watched_at').notNull(),
    updatedAt: utcMicros('updated_at').notNull(),
    /** When footage was last delivered, or shown, as it was recorded; null for what is watched later. */
    liveAt: utcMicros('live_at'),
  },
  (table) => [
    index('views_device_footage').on(table.deviceId, table.footageFrom),
    index('views_watched').on(table.watchedAt, table.id),
    index('views_user').on(table.userId, table.watchedAt),
    // What each heartbeat asks: is somebody watching this device now?
    index('views_live').on(table.deviceId, table.liveAt).where(sql`live_at is not null`),
  ],
);
