import type { DeviceId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { views } from '@workcompanion/db/schema/views';
import { and, eq, gt, sql } from 'drizzle-orm';

/** Between two uploads of a minute no frame comes that a player could report. µs */
const STILL_WATCHED = 90 * 1_000_000;

/** Whether somebody watches the device as it records. */
export async function isWatchedNow(db: Db, device: DeviceId, now: number): Promise<boolean> {
  const rows = await db
    .select({ id: views.id })
    .from(views)
    .where(
      // As the index's own condition reads: a parameter would not match it.
      and(eq(views.deviceId, device), gt(views.updatedAt, now - STILL_WATCHED), sql`live`),
    )
    .limit(1);
  return rows.length > 0;
}
