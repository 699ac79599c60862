import { AppError } from '@workcompanion/core/errors';
import type { PersonId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import type { DeviceRow } from '@workcompanion/db/queries/select-devices';
import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq } from 'drizzle-orm';
import type { DeviceDecision } from '../../contract/devices.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { assertPersonExists } from '../enrolment-tokens/create-enrolment-token.ts';
import { lockDevice } from './end-device.ts';

/**
 * Says whose a device is that waits, with all that it has recorded meanwhile; or that it is nobody's:
 * then it is refused for good, and what it sent stays under nobody's name. Throws `not-found`, and
 * `already-exists` where it was decided otherwise; the same decision twice is one.
 */
export async function decideDevice(ctx: UserContext, decision: DeviceDecision): Promise<void> {
  assertRight(ctx.user, 'devices');
  const id = decision.device;
  await withTransaction(ctx.db, async (tx) => {
    const device = await lockDevice(tx, id);
    if (isDecidedSo(device, decision)) return;
    if (device.approval !== 'waiting') {
      throw new AppError('already-exists', `Device ${id} does not wait for approval any more.`);
    }
    if (decision.decision === 'approve') await approve(tx, device, decision.personId);
    else await refuse(tx, device, ctx.now());
    await appendAuditEntry(tx, ctx, {
      at: ctx.now(),
      action: decision.decision === 'approve' ? 'device.approved' : 'device.refused',
      entityType: 'device',
      entityId: id,
      details: {
        hostname: device.host.hostname,
        userName: device.host.userName,
        claimed: device.enrolment?.claim?.personId ?? null,
        ...(decision.decision === 'approve' && { personId: decision.personId }),
      },
    });
  });
}

function isDecidedSo({ approval, personId }: DeviceRow, decision: DeviceDecision): boolean {
  if (decision.decision === 'refuse') return approval === 'refused';
  return approval === 'approved' && personId === decision.personId;
}

async function approve(tx: Tx, { id, personId: nobody }: DeviceRow, personId: PersonId) {
  await assertPersonExists(tx, personId);
  await tx.update(devices).set({ personId, approval: 'approved' }).where(eq(devices.id, id));
  await tx.delete(people).where(and(eq(people.id, nobody), eq(people.isUnconfirmed, true)));
}

async function refuse(tx: Tx, { id }: DeviceRow, at: number) {
  await tx.update(devices).set({ approval: 'refused', revokedAt: at }).where(eq(devices.id, id));
}
