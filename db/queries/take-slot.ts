import { randomUUID } from 'node:crypto';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { and, eq, lte, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { slots } from '../schema/slots.ts';
import { withTransaction } from '../transaction.ts';

export interface SlotWish {
  readonly name: string;
  /** How many there may be at once, over all nodes. */
  readonly most: number;
  readonly now: UtcMicros;
  /** µs. After that it counts no more, whether it was freed or not. */
  readonly lasts: number;
}

/** Null when all are taken. What is returned frees it; to call it twice does no harm. */
export async function takeSlot(
  db: Db,
  { name, most, now, lasts }: SlotWish,
): Promise<(() => Promise<void>) | null> {
  const id = randomUUID();
  const isTaken = await withTransaction(db, async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`slot ${name}`}, 0))`);
    await tx.delete(slots).where(and(eq(slots.name, name), lte(slots.endsAt, now)));
    if ((await tx.$count(slots, eq(slots.name, name))) >= most) return false;
    await tx.insert(slots).values({ id, name, endsAt: now + lasts });
    return true;
  });
  if (!isTaken) return null;
  return async () => {
    await db.delete(slots).where(eq(slots.id, id));
  };
}
