import type { DeviceId, KeyId, ThumbnailObjectId } from '@workcompanion/core/ids';
import { index, integer, pgTable, uuid } from 'drizzle-orm/pg-core';
import { utcMicros } from './utc-micros.ts';

/**
 * A data key's filter, which knows all that its packs hold: where it says no, none is opened. Made when
 * the window of the key is over; gone as soon as more is read. It tells nothing without the key.
 */
export const textFilters = pgTable(
  'text_filters',
  {
    keyId: uuid('key_id').primaryKey().$type<KeyId>(),
    deviceId: uuid('device_id').notNull().$type<DeviceId>(),
    windowFrom: utcMicros('window_from').notNull(),
    windowTo: utcMicros('window_to').notNull(),
    /** In the store of the thumbnails. */
    objectId: uuid('object_id').notNull().$type<ThumbnailObjectId>(),
    bytes: integer().notNull(),
  },
  (table) => [index('text_filters_device').on(table.deviceId, table.windowFrom)],
);
