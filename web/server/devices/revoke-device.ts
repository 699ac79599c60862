import { AppError } from '@workcompanion/core/errors';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { findDevice } from '@workcompanion/db/queries/find-device';
import { devices } from '@workcompanion/db/schema/devices';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, isNull } from 'drizzle-orm';
import type { RevokeDevice } from '../../contract/devices.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';

/** Nothing is taken from the device any more, from its next request on. What it sent stays. */
export async function revokeDevice(ctx: UserContext, { device }: RevokeDevice): Promise<void> {
  assertRight(ctx.user, 'devices');
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const revoked = await tx
      .update(devices)
      .set({ revokedAt: at })
      .where(and(eq(devices.id, device), isNull(devices.revokedAt)))
      .returning({ host: devices.host });
    const [row] = revoked;
    if (row) {
      await appendAuditEntry(tx, ctx, {
        at,
        action: 'device.revoked',
        entityType: 'device',
        entityId: device,
        details: { hostname: row.host.hostname },
      });
    } else if (!(await findDevice(tx, device))) {
      throw new AppError('not-found', `There is no device ${device}.`);
    }
  });
}
