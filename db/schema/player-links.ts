import type { DeviceId, PlayerLinkId, SessionId } from '@workcompanion/core/ids';
import { index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { bytes } from './bytes.ts';
import { devices } from './devices.ts';
import { sessions } from './sessions.ts';
import { utcMicros } from './utc-micros.ts';

/** Addresses by which a program outside the browser plays a stretch, as whoever made them. */
export const playerLinks = pgTable(
  'player_links',
  {
    id: uuid().primaryKey().$type<PlayerLinkId>(),
    /** SHA-256 of the token in the address, which is shown once. */
    tokenHash: bytes('token_hash').notNull(),
    /** The sign-in in which it was made, and with which it ends. */
    sessionId: uuid('session_id')
      .notNull()
      .references(() => sessions.id)
      .$type<SessionId>(),
    deviceId: uuid('device_id')
      .notNull()
      .references(() => devices.id)
      .$type<DeviceId>(),
    display: text().notNull(),
    footageFrom: utcMicros('footage_from').notNull(),
    footageTo: utcMicros('footage_to').notNull(),
    expiresAt: utcMicros('expires_at').notNull(),
    /** When a program first asked for its playlist. */
    openedAt: utcMicros('opened_at'),
  },
  (table) => [
    uniqueIndex('player_links_token').on(table.tokenHash),
    index('player_links_session').on(table.sessionId),
  ],
);
