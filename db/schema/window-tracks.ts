import type { DeviceId, KeyId, WindowTrackId } from '@workcompanion/core/ids';
import type { WindowTrackRecorded } from '@workcompanion/core/protocol/statement';
import { sql } from 'drizzle-orm';
import { index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytes } from './bytes.ts';
import { devices } from './devices.ts';
import { utcMicros } from './utc-micros.ts';

/**
 * Where the sealed window tracks of devices lie, by time. No program and no title stands here. A row goes
 * with the data key of its time, as its file does.
 */
export const windowTracks = pgTable(
  'window_tracks',
  {
    id: uuid().primaryKey().$type<WindowTrackId>(),
    deviceId: uuid('device_id')
      .notNull()
      .references(() => devices.id)
      .$type<DeviceId>(),
    startsAt: utcMicros('starts_at').notNull(),
    endsAt: utcMicros('ends_at').notNull(),
    detail: text().notNull().$type<WindowTrackRecorded['detail']>(),
    keyId: uuid('key_id').notNull().$type<KeyId>(),
    receivedAt: utcMicros('received_at').notNull().default(sql`now()`),
    /** The size and the digest of the sealed file. */
    bytes: integer().notNull(),
    sha256: bytes().notNull(),
  },
  (table) => [
    index('window_tracks_device').on(table.deviceId, table.startsAt),
    index('window_tracks_key').on(table.keyId),
  ],
);
