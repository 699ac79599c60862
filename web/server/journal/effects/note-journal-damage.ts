import type { DeviceId } from '@workcompanion/core/ids';
import type { IndexRange } from '@workcompanion/core/protocol/journal-head';
import type { JournalDamaged } from '@workcompanion/core/protocol/statement';
import type { Tx } from '@workcompanion/db/client';
import { deviceStates } from '@workcompanion/db/schema/device-states';
import { journalDamages } from '@workcompanion/db/schema/journal-entries';
import { eq, sql } from 'drizzle-orm';

/** What the device lost is explained, and told of: neither a backlog nor tampering. */
export async function noteJournalDamage(tx: Tx, statement: JournalDamaged): Promise<void> {
  const { device, index, at, cause, lost, saved, keptAs } = statement;
  await tx
    .insert(journalDamages)
    .values({ deviceId: device, index, statedAt: at, cause, lost, saved, keptAs });
  await noteLost(tx, device, lost);
}

/** Entries that will never come: from now on nothing waits for them, and none is taken any more. */
export async function noteLost(
  tx: Tx,
  device: DeviceId,
  lost: readonly IndexRange[],
): Promise<void> {
  const ranges = sql.param(lost, deviceStates.journalLost);
  const [row] = await tx
    .update(deviceStates)
    .set({ journalLost: sql`${deviceStates.journalLost} + ${ranges}::int8multirange` })
    .where(eq(deviceStates.deviceId, device))
    .returning({ next: deviceStates.journalNext, end: deviceStates.journalEnd });
  if (row === undefined || row.next >= row.end) return;
  await tx
    .update(deviceStates)
    .set({ journalNext: sql`end_of_run(${device}, ${row.next})` })
    .where(eq(deviceStates.deviceId, device));
}
