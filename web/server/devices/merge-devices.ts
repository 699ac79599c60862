import { AppError } from '@workcompanion/core/errors';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { DeviceRow } from '@workcompanion/db/queries/select-devices';
import { devices } from '@workcompanion/db/schema/devices';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import type { MergeDevices } from '../../contract/devices.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { lockDevice } from './end-device.ts';

/**
 * Says that a machine which enrolled twice is one: the earlier enrolment retires and points to the
 * one that goes on. Both keep their own journal and footage, which are signed under their own names;
 * the person's days show both. Throws `not-found`, `invalid-input`; twice is once.
 */
export async function mergeDevices(
  ctx: UserContext,
  { device: id, predecessor: predecessorId }: MergeDevices,
): Promise<void> {
  assertRight(ctx.user, 'devices');
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    // They are locked in the order of their ids: two merges at once never wait for each other.
    const locked = new Map<string, DeviceRow>();
    for (const each of [id, predecessorId].sort()) locked.set(each, await lockDevice(tx, each));
    const predecessor = locked.get(predecessorId);
    if (predecessor?.successorId === id) return;
    assertMergeable(locked.get(id), predecessor);
    await tx
      .update(devices)
      .set({
        successorId: id,
        retiredAt: predecessor.retiredAt ?? at,
        revokedAt: predecessor.revokedAt ?? at,
      })
      .where(eq(devices.id, predecessorId));
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'device.merged',
      entityType: 'device',
      entityId: id,
      details: {
        predecessor: predecessorId,
        hostname: predecessor.host.hostname,
        waitingSegments: predecessor.backlogSegments,
      },
    });
  });
}

/**
 * Only within one person: footage that changed hands would slip out of the holds, purposes and
 * remarks of whom it shows.
 */
function assertMergeable(
  successor: DeviceRow | undefined,
  predecessor: DeviceRow | undefined,
): asserts predecessor is DeviceRow {
  const isPossible =
    successor !== undefined &&
    predecessor !== undefined &&
    successor.id !== predecessor.id &&
    successor.personId === predecessor.personId &&
    successor.retiredAt === null &&
    predecessor.successorId === null;
  if (isPossible) return;
  throw new AppError(
    'invalid-input',
    'Two devices of one person can be merged, of which the later is in use and the earlier was not merged before.',
  );
}
