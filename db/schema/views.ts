import type { DeviceId, PurposeId, SessionId, UserId } from '@workcompanion/core/ids';
import { sql } from 'drizzle-orm';
import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
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

/**
 * `footage`, `thumbnails`, `programs` (which windows were on the screen; of no display) and `texts` (lines
 * that were read from it) were delivered, as the server knows; `shown` is what of the footage a browser says
 * was on its screen.
 */
const STRETCH_KINDS = ['footage', 'thumbnails', 'programs', 'texts', 'shown'] as const;
export type StretchKind = (typeof STRETCH_KINDS)[number];

/** One unbroken stretch of a display within a view. Requests at once may leave two that touch. */
export const viewStretches = pgTable(
  'view_stretches',
  {
    id: uuid().primaryKey().defaultRandom(),
    viewId: uuid('view_id')
      .notNull()
      .references(() => views.id),
    display: text().notNull(),
    kind: text().notNull().$type<StretchKind>(),
    footageFrom: utcMicros('footage_from').notNull(),
    footageTo: utcMicros('footage_to').notNull(),
    firstAt: utcMicros('first_at').notNull(),
    lastAt: utcMicros('last_at').notNull(),
  },
  (table) => [index('view_stretches_view').on(table.viewId, table.display, table.kind)],
);
