import type { DeletionId, DeviceId, KeyId } from '@workcompanion/core/ids';
import { sql } from 'drizzle-orm';
import { index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { bytes } from './bytes.ts';
import { deletions } from './deletions.ts';
import { devices } from './devices.ts';
import { utcMicros } from './utc-micros.ts';

/** AES-128 keys, wrapped by the master key with the key id as context. */
export const dataKeys = pgTable(
  'data_keys',
  {
    id: uuid().primaryKey().$type<KeyId>(),
    deviceId: uuid('device_id')
      .notNull()
      .references(() => devices.id)
      .$type<DeviceId>(),
    windowFrom: utcMicros('window_from').notNull(),
    windowTo: utcMicros('window_to').notNull(),
    /** Null once destroyed (crypto-shred). */
    wrapped: bytes(),
    origin: text().notNull().$type<'issued' | 'deposited'>(),
    createdAt: utcMicros('created_at').notNull(),
    destroyedAt: utcMicros('destroyed_at'),
    deletionId: uuid('deletion_id')
      .references(() => deletions.id)
      .$type<DeletionId>(),
  },
  (table) => [
    uniqueIndex('data_keys_issued_window')
      .on(table.deviceId, table.windowFrom)
      .where(sql`origin = 'issued'`),
    index('data_keys_device_window').on(table.deviceId, table.windowTo),
    // What retention looks through each night; the destroyed ones only grow.
    index('data_keys_live').on(table.deviceId, table.windowTo).where(sql`destroyed_at is null`),
    index('data_keys_deletion').on(table.deletionId).where(sql`deletion_id is not null`),
  ],
);
