import type { KeyId } from '@workcompanion/core/ids';
import { eq } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { dataKeys } from '../schema/data-keys.ts';

export type DataKeyRow = typeof dataKeys.$inferSelect;

/** Also a destroyed one (`wrapped` is null then). */
export async function findDataKey(db: Db | Tx, id: KeyId): Promise<DataKeyRow | null> {
  const [row] = await db.select().from(dataKeys).where(eq(dataKeys.id, id));
  return row ?? null;
}
