import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Db, Tx } from '../client.ts';
import { settings } from '../schema/settings.ts';

const KEY = 'audit-copy';
const Cursor = z.object({ seq: z.number().int().min(0) });

/** Number of the last entry of the audit log that was taken by whoever keeps a copy of it. */
export async function readAuditCopyCursor(db: Db | Tx): Promise<number> {
  const [row] = await db
    .select({ value: settings.value })
    .from(settings)
    .where(eq(settings.key, KEY));
  return row === undefined ? 0 : Cursor.parse(row.value).seq;
}

export async function moveAuditCopyCursor(tx: Tx, seq: number, now: number): Promise<void> {
  const row = { key: KEY, value: { seq }, updatedAt: now };
  await tx.insert(settings).values(row).onConflictDoUpdate({ target: settings.key, set: row });
}
