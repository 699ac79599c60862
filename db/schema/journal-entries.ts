import type { DeviceId } from '@workcompanion/core/ids';
import type { JournalDamaged, StatementKind } from '@workcompanion/core/protocol/statement';
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { bytes } from './bytes.ts';
import { devices } from './devices.ts';
import { indexRanges } from './index-ranges.ts';
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

/** SQLSTATE of an entry that was stamped with a time that is closed. */
export const TIME_IS_CLOSED = 'WC001';

/**
 * One row, once there is a first checkpoint: nothing may be received any more at a time before
 * `closedTo`. A trigger of `journal_entries` holds that, under a lock that it shares with others of
 * its kind and that the closing takes alone: so a closed hour has no entry that is still to commit.
 */
export const journalClosing = pgTable(
  'journal_closing',
  {
    isOnly: boolean('is_only').primaryKey().default(true),
    closedTo: utcMicros('closed_to').notNull(),
  },
  () => [check('journal_closing_is_one_row', sql`is_only`)],
);

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

/**
 * Where the statements and receipts of entries of one device lie, once a checkpoint covers them: some
 * bytes of an object (`db/journal/pack-format.ts`). Insert-only, by `pack_journal_entries` alone.
 */
export const journalPacks = pgTable('journal_packs', {
  id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  deviceId: uuid('device_id').notNull().$type<DeviceId>(),
  firstIndex: bigint('first_index', { mode: 'number' }).notNull(),
  lastIndex: bigint('last_index', { mode: 'number' }).notNull(),
  object: text().notNull(),
  firstByte: integer('first_byte').notNull(),
  /** The first that is not its own any more. */
  endByte: integer('end_byte').notNull(),
  entries: integer().notNull(),
  packedAt: utcMicros('packed_at').notNull(),
});
