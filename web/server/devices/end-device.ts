import { AppError } from '@workcompanion/core/errors';
import type { DeviceId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { type DeviceRow, selectDevices } from '@workcompanion/db/queries/select-devices';
import { devices } from '@workcompanion/db/schema/devices';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import type { RetireDevice, RevokeDevice } from '../../contract/devices.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';

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

/** The device, held against other changes of it and of its state; uploads wait too. Throws `not-found`. */
export async function lockDevice(tx: Tx, id: DeviceId): Promise<DeviceRow> {
  const [row] = await selectDevices(tx).where(eq(devices.id, id)).for('no key update');
  if (!row) throw new AppError('not-found', `There is no device ${id}.`);
  return row;
}

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
