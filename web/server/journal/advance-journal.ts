import type { DeviceId } from '@workcompanion/core/ids';
import type { Tx } from '@workcompanion/db/client';
import { journalEntries } from '@workcompanion/db/schema/journal-entries';
import { and, asc, eq, gte, notExists, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';

/** How far a journal is known: all below `next`, and something just below `end`. */
export interface JournalReach {
  readonly next: number;
  readonly end: number;
}

/** The reach once `index`, which the transaction has just inserted, is known too. */
export async function advanceJournal(
  tx: Tx,
  { device, index }: { readonly device: DeviceId; readonly index: number },
  { next, end }: JournalReach,
): Promise<JournalReach> {
  if (index > next) return { next, end: Math.max(end, index + 1) };
  if (end <= next) return { next: index + 1, end: index + 1 };
  // A hole is filled, and entries beyond it are known: up to the next hole.
  return { next: await endOfRun(tx, device, index), end };
}

async function endOfRun(tx: Tx, device: DeviceId, index: number): Promise<number> {
  const following = alias(journalEntries, 'following');
  const [last] = await tx
    .select({ index: journalEntries.index })
    .from(journalEntries)
    .where(
      and(
        eq(journalEntries.deviceId, device),
        gte(journalEntries.index, index),
        notExists(
          tx
            .select({ one: sql`1` })
            .from(following)
            .where(
              and(
                eq(following.deviceId, device),
                eq(following.index, sql`${journalEntries.index} + 1`),
              ),
            ),
        ),
      ),
    )
    .orderBy(asc(journalEntries.index))
    .limit(1);
  return (last?.index ?? index) + 1;
}
