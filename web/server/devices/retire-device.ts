import { DeviceId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { devices } from '@workcompanion/db/schema/devices';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { lockDevice } from './lock-device.ts';

export const RetireDevice = z.object({ device: DeviceId });

/**
 * Out of use for good: nothing is taken from it any more, and it is out of the lists. Its footage
 * stays where it is, under the same retention and holds. Throws `not-found`; twice is once.
 */
export async function retireDevice(
  ctx: UserContext,
  { device: id }: z.infer<typeof RetireDevice>,
): Promise<void> {
  assertRight(ctx.user, 'devices');
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const device = await lockDevice(tx, id);
    if (device.retiredAt !== null) return;
    await tx
      .update(devices)
      .set({ retiredAt: at, revokedAt: device.revokedAt ?? at })
      .where(eq(devices.id, id));
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'device.retired',
      entityType: 'device',
      entityId: id,
      details: { hostname: device.host.hostname, waitingSegments: device.backlogSegments },
    });
  });
}
