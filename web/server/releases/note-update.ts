import { isUpdateOver, type LastUpdate } from '@workcompanion/core/releases/update-report';
import type { Tx } from '@workcompanion/db/client';
import { deviceUpdates } from '@workcompanion/db/schema/device-updates';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, lte, type SQL } from 'drizzle-orm';
import type { DeviceContext } from '../device-context.ts';
import { pauseIfFailing } from './pause-if-failing.ts';

/** Keeps what became of a release on the device. The device says it again and again: once is news. */
export async function noteUpdate(ctx: DeviceContext, update: LastUpdate): Promise<void> {
  const { version, attempt, state, code, bytes } = update;
  const own = and(
    eq(deviceUpdates.version, version),
    eq(deviceUpdates.deviceId, ctx.device.id),
    lte(deviceUpdates.attempt, attempt),
  );
  const [known] = await ctx.db.select().from(deviceUpdates).where(own);
  if (known === undefined) return;
  if (known.state === state && known.code === code && known.bytes === bytes) return;
  await withTransaction(ctx.db, async (tx) => {
    const at = ctx.now();
    await write(tx, own, { state, code, bytes, ...(known.state !== state && { changedAt: at }) });
    if (isUpdateOver(state)) await pauseIfFailing(tx, version, at);
  });
}

async function write(
  tx: Tx,
  own: SQL | undefined,
  values: Partial<typeof deviceUpdates.$inferInsert>,
): Promise<void> {
  await tx.update(deviceUpdates).set(values).where(own);
}
