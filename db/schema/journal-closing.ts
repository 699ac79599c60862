import { sql } from 'drizzle-orm';
import { boolean, check, pgTable } from 'drizzle-orm/pg-core';
import { utcMicros } from './utc-micros.ts';

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
