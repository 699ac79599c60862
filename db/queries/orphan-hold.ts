import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Db, Tx } from '../client.ts';
import { settings } from '../schema/settings.ts';

const KEY = 'orphans-kept-until';

/** Until when no object without a row is removed; null: nobody has asked for that. */
export async function readOrphanHold(db: Db | Tx): Promise<UtcMicros | null> {
  const [row] = await db
    .select({ value: settings.value })
    .from(settings)
    .where(eq(settings.key, KEY));
  return z
    .number()
    .nullable()
    .parse(row?.value ?? null);
}

/** After the database was restored from a backup: recorders may still bring the rows of such objects. */
export async function holdOrphans(
  db: Db | Tx,
  { until, now }: { readonly until: UtcMicros; readonly now: UtcMicros },
): Promise<void> {
  await db
    .insert(settings)
    .values({ key: KEY, value: until, updatedAt: now })
    .onConflictDoUpdate({
      target: settings.key,
      set: {
        value: sql`to_jsonb(greatest(${until}::bigint, (${settings.value})::bigint))`,
        updatedAt: now,
      },
    });
}
