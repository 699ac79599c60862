import { bigint, integer, pgTable, text } from 'drizzle-orm/pg-core';
import type { SegmentState } from './segments.ts';

/**
 * What a trigger on `segments` writes for every row that comes, goes or changes its state: counts
 * that need no walk over millions of rows. A sample sums them up, and takes them away.
 */
export const storageChanges = pgTable('storage_changes', {
  state: text().notNull().$type<SegmentState>(),
  /** +1 or −1. */
  objects: integer().notNull(),
  bytes: bigint({ mode: 'number' }).notNull(),
  /** Bytes that came in from a recorder. */
  received: bigint({ mode: 'number' }).notNull().default(0),
});
