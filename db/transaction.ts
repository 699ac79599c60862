import { setTimeout as delay } from 'node:timers/promises';
import { PgTransaction } from 'drizzle-orm/pg-core';
import type { Db, Tx } from './client.ts';
import { databaseErrorCode } from './describe-error.ts';

/** serialization_failure and deadlock_detected: the same work may succeed at once. */
const RETRYABLE_CODES = new Set(['40001', '40P01']);
const MAX_ATTEMPTS = 5;
const BACKOFF_MS = 10;

/**
 * Runs `fn` in a transaction. Given a transaction, it joins that one: whoever began it commits it
 * and repeats it. Given a database, `fn` may run up to five times, so that it must not act outside.
 */
export function withTransaction<T>(db: Db | Tx, fn: (tx: Tx) => Promise<T>): Promise<T> {
  return db instanceof PgTransaction ? fn(db) : runRepeatably(db, fn);
}

async function runRepeatably<T>(db: Db, fn: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction(fn);
    } catch (error) {
      const code = databaseErrorCode(error);
      if (code === null || !RETRYABLE_CODES.has(code) || attempt === MAX_ATTEMPTS) throw error;
      await delay(Math.random() * BACKOFF_MS * 2 ** attempt);
    }
  }
}
