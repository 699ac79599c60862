import type { DeviceId } from '@workcompanion/core/ids';
import type { IndexRange } from '@workcompanion/core/protocol/journal-head';
import type { Tx } from '@workcompanion/db/client';
import { devices } from '@workcompanion/db/schema/devices';
import { eq, sql } from 'drizzle-orm';
import { endOfRun } from '../advance-journal.ts';

/** Entries that will never come: from now on nothing waits for them, and none is taken any more. */
export async function noteLost(
  tx: Tx,
  device: DeviceId,
  lost: readonly IndexRange[],
): Promise<void> {
  const ranges = sql.param(lost, devices.journalLost);
  const [row] = await tx
    .update(devices)
    .set({ journalLost: sql`${devices.journalLost} + ${ranges}::int8multirange` })
    .where(eq(devices.id, device))
    .returning({ next: devices.journalNext, end: devices.journalEnd });
  if (row === undefined || row.next >= row.end) return;
  const journalNext = await endOfRun(tx, device, row.next);
  await tx.update(devices).set({ journalNext }).where(eq(devices.id, device));
}
