import type { DeviceId } from '@workcompanion/core/ids';
import { bigint, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { utcMicros } from './utc-micros.ts';

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
