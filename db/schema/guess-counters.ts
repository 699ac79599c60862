import { integer, pgTable } from 'drizzle-orm/pg-core';
import { bytes } from './bytes.ts';
import { utcMicros } from './utc-micros.ts';

/** Failed sign-ins of an account at an address, and of an address: by the SHA-256 of what is counted. */
export const guessCounters = pgTable('guess_counters', {
  keyHash: bytes('key_hash').primaryKey(),
  failures: integer().notNull(),
  /** From then on it counts from nothing again. */
  endsAt: utcMicros('ends_at').notNull(),
});
