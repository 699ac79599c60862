import type { DeviceId } from '@workcompanion/core/ids';
import type { StatementKind } from '@workcompanion/core/protocol/statement';
import { sql } from 'drizzle-orm';
import { bigint, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytes } from './bytes.ts';
import { utcMicros } from './utc-micros.ts';

/** Statements as received. Range-partitioned by month of `recorded_at` (the statement's `at`). */
export const journalEntries = pgTable(
  'journal_entries',
  {
    deviceId: uuid('device_id').notNull().$type<DeviceId>(),
    index: bigint({ mode: 'number' }).notNull(),
    recordedAt: utcMicros('recorded_at').notNull(),
    receivedAt: utcMicros('received_at').notNull(),
    kind: text().notNull().$type<StatementKind>(),
    hash: bytes().notNull(),
    prev: bytes().notNull(),
    /** Null with the receipt when both lie in the pack: `readJournalTexts` knows either place. */
    statement: text(),
    receipt: text(),
    packId: bigint('pack_id', { mode: 'number' }),
    /** A packed entry's leaf in a checkpoint's tree, which otherwise is made from the statement. */
    leaf: bytes(),
  },
  (table) => [
    // Entries lie in the order they came: a few bytes a megabyte find the hour of a checkpoint.
    index('journal_entries_received').using('brin', table.receivedAt).with({ autosummarize: true }),
    primaryKey({ columns: [table.deviceId, table.index, table.recordedAt] }),
    // What a day's list of moments has from here alone; some entries a day, of thousands.
    index('journal_entries_stated')
      .on(table.deviceId, table.recordedAt)
      .where(sql`kind in ('policy-applied', 'notice-acknowledged')`),
  ],
);
