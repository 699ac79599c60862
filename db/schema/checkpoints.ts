import { sql } from 'drizzle-orm';
import { bigint, index, pgTable, text } from 'drizzle-orm/pg-core';
import { bytes } from './bytes.ts';
import { utcMicros } from './utc-micros.ts';

/**
 * What the server has committed to, hour by hour (core/protocol/checkpoint). Insert-only: a trigger
 * lets nothing change but the time-stamp, which comes later, once, and stays.
 */
export const checkpoints = pgTable(
  'checkpoints',
  {
    number: bigint({ mode: 'number' }).primaryKey(),
    jws: text().notNull(),
    /** SHA-256 of the JWS: the next one's `prev`. */
    hash: bytes().notNull(),
    from: utcMicros('stretch_from').notNull(),
    to: utcMicros('stretch_to').notNull(),
    statements: bigint({ mode: 'number' }).notNull(),
    root: bytes().notNull(),
    madeAt: utcMicros('made_at').notNull(),
    /** RFC 3161 TimeStampToken (DER) over `hash`, and the time that it states. */
    timestampToken: bytes('timestamp_token'),
    timestampedAt: utcMicros('timestamped_at'),
    /** Why there is none yet, and when it is asked for again. */
    timestampError: text('timestamp_error'),
    timestampNotBefore: utcMicros('timestamp_not_before'),
  },
  (table) => [
    index('checkpoints_to').on(table.to),
    index('checkpoints_unstamped').on(table.number).where(sql`timestamp_token is null`),
  ],
);
