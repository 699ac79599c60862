import { AppError } from '@workcompanion/core/errors';
import { type CaseId, HoldId, newId, type PersonId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { findDevice } from '@workcompanion/db/queries/select-devices';
import { lockRetention } from '@workcompanion/db/retention/lock-retention';
import { dataKeys } from '@workcompanion/db/schema/data-keys';
import { devices } from '@workcompanion/db/schema/devices';
import { holds } from '@workcompanion/db/schema/holds';
import { people } from '@workcompanion/db/schema/people';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, count, eq, gt, isNotNull, isNull, lt } from 'drizzle-orm';
import type { HoldPlaced, PlaceHold, ReleaseHold } from '../../contract/holds.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';

interface HoldWish extends PlaceHold {
  /** Null: for no case. */
  readonly caseId: CaseId | null;
}

/**
 * From the answer on, nothing of the stretch is deleted: keys are destroyed under the same lock. What
 * went before is told, for no hold brings it back.
 */
export async function placeHold(ctx: UserContext, wish: PlaceHold): Promise<HoldPlaced> {
  assertRight(ctx.user, 'hold');
  return withTransaction(ctx.db, (tx) => insertHold(tx, ctx, { ...wish, caseId: null }));
}

/** Under the lock that keys are destroyed under; the caller has checked who may. */
export async function insertHold(tx: Tx, ctx: UserContext, wish: HoldWish): Promise<HoldPlaced> {
  const at = ctx.now();
  const { subject, from, to, reason, expiresAt, caseId } = wish;
  if (expiresAt !== null && expiresAt <= at) {
    throw new AppError('invalid-input', 'The hold would have expired already.');
  }
  const id = newId(HoldId, at / 1000);
  await lockRetention(tx);
  await assertSubjectExists(tx, subject);
  await tx.insert(holds).values({
    id,
    ...(subject.kind === 'person' ? { personId: subject.id } : { deviceId: subject.id }),
    footageFrom: from,
    footageTo: to,
    reason,
    caseId,
    expiresAt,
    placedAt: at,
    placedBy: ctx.user.id,
  });
  const keysGone = await countKeysGone(tx, wish);
  const ofCase = caseId === null ? {} : { case: caseId };
  await appendAuditEntry(tx, ctx, {
    at,
    action: 'hold.placed',
    entityType: 'hold',
    entityId: id,
    details: { subject, from, to, reason, expiresAt, keysGone, ...ofCase },
  });
  return { id, keysGone };
}

async function assertSubjectExists(tx: Tx, { kind, id }: PlaceHold['subject']): Promise<void> {
  const isThere = kind === 'person' ? await hasPerson(tx, id) : (await findDevice(tx, id)) !== null;
  if (!isThere) throw new AppError('not-found', `There is no ${kind} ${id}.`);
}

async function hasPerson(tx: Tx, id: PersonId): Promise<boolean> {
  return (await tx.$count(people, eq(people.id, id))) > 0;
}

async function countKeysGone(tx: Tx, { subject, from, to }: PlaceHold): Promise<number> {
  const [row] = await tx
    .select({ gone: count() })
    .from(dataKeys)
    .innerJoin(devices, eq(devices.id, dataKeys.deviceId))
    .where(
      and(
        subject.kind === 'person' ? eq(devices.personId, subject.id) : eq(devices.id, subject.id),
        isNotNull(dataKeys.destroyedAt),
        gt(dataKeys.windowTo, from),
        to === null ? undefined : lt(dataKeys.windowFrom, to),
      ),
    );
  return row?.gone ?? 0;
}

/** What it held may go in the next night. Twice is no error: the first release stands. */
export async function releaseHold(
  ctx: UserContext,
  { hold: id, reason }: ReleaseHold,
): Promise<void> {
  assertRight(ctx.user, 'hold');
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const released = await tx
      .update(holds)
      .set({ releasedAt: at, releasedBy: ctx.user.id, releaseReason: reason })
      .where(and(eq(holds.id, id), isNull(holds.releasedAt)));
    if (released.rowCount === 1) {
      await appendAuditEntry(tx, ctx, {
        at,
        action: 'hold.released',
        entityType: 'hold',
        entityId: id,
        details: { reason },
      });
      return;
    }
    if ((await tx.$count(holds, eq(holds.id, id))) === 0) {
      throw new AppError('not-found', `There is no hold ${id}.`);
    }
  });
}
