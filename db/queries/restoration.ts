import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { appendAuditEntry, SYSTEM_ACTOR } from '../audit/append-audit-entry.ts';
import type { Db, Tx } from '../client.ts';
import { settings } from '../schema/settings.ts';

const KEY = 'restoration';
const ORPHAN_HOLD_KEY = 'orphans-kept-until';

/** This database was restored from a backup: what came after it, recorders must send again. */
const Restoration = z.object({
  /** When the backup's snapshot was taken, and when it was restored; UTC µs. */
  takenAt: z.number().int(),
  restoredAt: z.number().int(),
});
export type Restoration = z.infer<typeof Restoration>;

/** The last one; null for a database that has always gone forward. */
export async function readRestoration(db: Db | Tx): Promise<Restoration | null> {
  const [row] = await db
    .select({ value: settings.value })
    .from(settings)
    .where(eq(settings.key, KEY));
  return row === undefined ? null : Restoration.parse(row.value);
}

/** µs. So long a recorder may be away, and still bring the rows of what lies here without any. */
const ORPHANS_KEPT = 90 * 86_400_000_000;

/** For good, in the audit log too: from here on the history is another than the one that was. */
export async function noteRestoration(tx: Tx, restoration: Restoration): Promise<void> {
  const at: UtcMicros = restoration.restoredAt;
  const row = { value: restoration, updatedAt: at };
  await tx
    .insert(settings)
    .values({ key: KEY, ...row })
    .onConflictDoUpdate({ target: settings.key, set: row });
  await holdOrphans(tx, { until: at + ORPHANS_KEPT, now: at });
  await appendAuditEntry(tx, SYSTEM_ACTOR, {
    at,
    action: 'database.restored',
    entityType: 'database',
    entityId: 'whole',
    details: restoration,
  });
}

/** Until when no object without a row is removed; null: nobody has asked for that. */
export async function readOrphanHold(db: Db | Tx): Promise<UtcMicros | null> {
  const [row] = await db
    .select({ value: settings.value })
    .from(settings)
    .where(eq(settings.key, ORPHAN_HOLD_KEY));
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
    .values({ key: ORPHAN_HOLD_KEY, value: until, updatedAt: now })
    .onConflictDoUpdate({
      target: settings.key,
      set: {
        value: sql`to_jsonb(greatest(${until}::bigint, (${settings.value})::bigint))`,
        updatedAt: now,
      },
    });
}
