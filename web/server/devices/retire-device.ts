import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { devices } from '@workcompanion/db/schema/devices';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import type { RetireDevice } from '../../contract/devices.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { lockDevice } from './lock-device.ts';

/**
 * Out of use for good: nothing is taken from it any more, and it is out of the lists. Its footage
 * stays where it is, under the same retention and holds. Throws `not-found`; twice is once.
 */
export async function retireDevice(ctx: UserContext, { device: id }: RetireDevice): Promise<void> {
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
