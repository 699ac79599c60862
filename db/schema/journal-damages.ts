import type { DeviceId } from '@workcompanion/core/ids';
import type { JournalDamaged } from '@workcompanion/core/protocol/statement';
import { bigint, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { devices } from './devices.ts';
import { indexRanges } from './index-ranges.ts';
import { utcMicros } from './utc-micros.ts';

/** Where a device had to go on without a part of its journal, as it stated. */
export const journalDamages = pgTable(
  'journal_damages',
  {
    deviceId: uuid('device_id')
      .notNull()
      .references(() => devices.id)
      .$type<DeviceId>(),
    /** Index of the entry that states it. */
    index: bigint({ mode: 'number' }).notNull(),
    statedAt: utcMicros('stated_at').notNull(),
    cause: text().notNull().$type<JournalDamaged['cause']>(),
    /** What the device can't show; we may hold it. */
    lost: indexRanges().notNull(),
    saved: bigint({ mode: 'number' }).notNull(),
    keptAs: text('kept_as'),
  },
  (table) => [
    primaryKey({ columns: [table.deviceId, table.index] }),
    index('journal_damages_stated').on(table.deviceId, table.statedAt),
  ],
);
