import type { DeviceId, KeyId } from '@workcompanion/core/ids';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { and, eq, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { dataKeys } from '../schema/data-keys.ts';

type DataKeyRow = typeof dataKeys.$inferSelect;

/** Also a destroyed one (`wrapped` is null then). */
export async function findDataKey(db: Db | Tx, id: KeyId): Promise<DataKeyRow | null> {
  const [row] = await db.select().from(dataKeys).where(eq(dataKeys.id, id));
  return row ?? null;
}

/** The key that the server issued to a device for the window which begins at `windowFrom`. */
export async function findIssuedKey(
  db: Db | Tx,
  deviceId: DeviceId,
  windowFrom: UtcMicros,
): Promise<DataKeyRow | null> {
  const [row] = await db
    .select()
    .from(dataKeys)
    .where(
      and(
        eq(dataKeys.deviceId, deviceId),
        eq(dataKeys.windowFrom, windowFrom),
        // A literal, as in the index's own condition: a parameter would not match it.
        sql`origin = 'issued'`,
      ),
    );
  return row ?? null;
}
