import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { devices } from '@workcompanion/db/schema/devices';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import type { RevokeDevice } from '../../contract/devices.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { lockDevice } from './lock-device.ts';

/** Nothing is taken from the device any more, from its next request on. What it sent stays. Throws `not-found`; twice is once. */
export async function revokeDevice(ctx: UserContext, { device }: RevokeDevice): Promise<void> {
  assertRight(ctx.user, 'devices');
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const { host, revokedAt } = await lockDevice(tx, device);
    if (revokedAt !== null) return;
    await tx.update(devices).set({ revokedAt: at }).where(eq(devices.id, device));
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'device.revoked',
      entityType: 'device',
      entityId: device,
      details: { hostname: host.hostname },
    });
  });
}
