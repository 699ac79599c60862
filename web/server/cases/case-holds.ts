import { AppError } from '@workcompanion/core/errors';
import { clips } from '@workcompanion/db/schema/clips';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, isNull } from 'drizzle-orm';
import type { CaseHeld, HoldCase, ListCaseHolds } from '../../contract/cases.ts';
import type { HoldsPage } from '../../contract/holds.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { insertHold } from '../holds/holds.ts';
import { readHolds } from '../holds/list-holds.ts';
import { readableCase, workableCase } from './open-case.ts';

/**
 * Holds the stretch of each clip of the case, or of one: as many holds as clips, so that each can be
 * released by itself. Throws `not-found` where there is no clip.
 */
export async function holdCase(
  ctx: UserContext,
  { case: caseId, clip, reason, expiresAt }: HoldCase,
): Promise<CaseHeld> {
  assertRight(ctx.user, 'hold');
  await workableCase(ctx, caseId);
  return withTransaction(ctx.db, async (tx) => {
    const chosen = await tx
      .select()
      .from(clips)
      .where(
        and(
          eq(clips.caseId, caseId),
          isNull(clips.removedAt),
          clip === null ? undefined : eq(clips.id, clip),
        ),
      );
    if (chosen.length === 0) throw new AppError('not-found', 'There is no clip to hold.');
    let keysGone = 0;
    for (const { personId, footageFrom: from, footageTo: to } of chosen) {
      const subject = { kind: 'person', id: personId } as const;
      const placed = await insertHold(tx, ctx, { subject, from, to, reason, expiresAt, caseId });
      keysGone += placed.keysGone;
    }
    return { holds: chosen.length, keysGone };
  });
}

/** The holds that were placed for the case. */
export async function listCaseHolds(
  ctx: UserContext,
  { case: caseId, ...page }: ListCaseHolds,
): Promise<HoldsPage> {
  await readableCase(ctx, caseId);
  return readHolds(ctx, { ...page, caseId });
}
