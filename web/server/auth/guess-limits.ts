import { AppError } from '@workcompanion/core/errors';
import { guessCounters } from '@workcompanion/db/schema/sessions';
import { eq, gt, sql } from 'drizzle-orm';
import type { ServerContext } from '../context.ts';
import { sha256 } from '../keys/sha256.ts';

/** µs */
const WINDOW = 15 * 60_000_000;
const RETRY_AFTER_SECONDS = 15 * 60;

/** What is counted, and how many failures there may be within a window. */
export interface GuessLimit {
  readonly key: string;
  readonly most: number;
}

/** By account and address together. */
export function placeLimit({ email, address }: { email: string; address: string }): GuessLimit {
  return { key: `place\n${email}\n${address}`, most: 5 };
}

/** From whatever addresses, but those that its owner signed in from: so nobody locks the owner out. */
export function accountLimit(email: string): GuessLimit {
  return { key: `account\n${email}`, most: 30 };
}

/** So that one address can't try many accounts. */
export function addressLimit(address: string): GuessLimit {
  return { key: `address\n${address}`, most: 50 };
}

/** From whatever addresses: only somebody who has the password comes so far. */
export function codeLimit(account: string): GuessLimit {
  return { key: `code\n${account}`, most: 10 };
}

type GuessContext = Pick<ServerContext, 'db' | 'now'>;

/**
 * Counts a try as failed, for all nodes alike, until `forgiveGuess` says that it has succeeded: tries
 * that run side by side count too. Throws `too-many-requests`.
 */
export async function countGuess({ db, now }: GuessContext, limit: GuessLimit): Promise<void> {
  const at = now();
  const goesOn = gt(guessCounters.endsAt, at);
  const [counter] = await db
    .insert(guessCounters)
    .values({ keyHash: sha256(limit.key), failures: 1, endsAt: at + WINDOW })
    .onConflictDoUpdate({
      target: guessCounters.keyHash,
      set: {
        failures: sql`case when ${goesOn} then ${guessCounters.failures} + 1 else 1 end`,
        endsAt: sql`case when ${goesOn} then ${guessCounters.endsAt} else excluded.ends_at end`,
      },
    })
    .returning({ failures: guessCounters.failures });
  if ((counter?.failures ?? 0) <= limit.most) return;
  throw new AppError('too-many-requests', 'Too many failed tries: try again later.', {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
}

/** It was no guess: the failures before it are forgotten too. */
export async function forgetGuesses({ db }: GuessContext, { key }: GuessLimit): Promise<void> {
  await db.delete(guessCounters).where(eq(guessCounters.keyHash, sha256(key)));
}

/** It was no guess, and does not count; those of others do. */
export async function forgiveGuess({ db }: GuessContext, { key }: GuessLimit): Promise<void> {
  await db
    .update(guessCounters)
    .set({ failures: sql`${guessCounters.failures} - 1` })
    .where(sql`${eq(guessCounters.keyHash, sha256(key))} and ${gt(guessCounters.failures, 0)}`);
}
