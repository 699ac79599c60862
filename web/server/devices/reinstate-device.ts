import { AppError } from '@workcompanion/core/errors';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { devices } from '@workcompanion/db/schema/devices';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import type { ReinstateDevice } from '../../contract/devices.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { lockDevice } from './end-device.ts';

/**
 * A retired device is in use again, as it was: one that had been revoked before it retired stays revoked.
 * Throws `not-found`, `invalid-input` for one that was merged into its successor; twice is once.
 */
export async function reinstateDevice(
  ctx: UserContext,
  { device: id }: ReinstateDevice,
): Promise<void> {
  assertRight(ctx.user, 'devices');
  await withTransaction(ctx.db, async (tx) => {
    const { retiredAt, revokedAt, successorId, host } = await lockDevice(tx, id);
    if (retiredAt === null) return;
    if (successorId !== null) {
      throw new AppError('invalid-input', `Device ${id} goes on as ${successorId}.`);
    }
    await tx
      .update(devices)
      .set({ retiredAt: null, revokedAt: revokedAt === retiredAt ? null : revokedAt })
      .where(eq(devices.id, id));
    await appendAuditEntry(tx, ctx, {
      at: ctx.now(),
      action: 'device.reinstated',
      entityType: 'device',
      entityId: id,
      details: { hostname: host.hostname },
    });
  });
}
