import type { CaseId } from '@workcompanion/core/ids';
import { caseMembers } from '@workcompanion/db/schema/case-members';
import { clips } from '@workcompanion/db/schema/clips';
import { exports } from '@workcompanion/db/schema/exports';
import { and, count, eq, inArray, ne } from 'drizzle-orm';
import type { UserContext } from '../auth/user-context.ts';

/** Packages of the cases that wait for the user: a member who did not ask for them. */
export async function countToDecide(
  { db, user }: UserContext,
  ids: readonly CaseId[],
): Promise<ReadonlyMap<CaseId, number>> {
  const rows = await db
    .select({ id: clips.caseId, n: count() })
    .from(exports)
    .innerJoin(clips, eq(clips.id, exports.clipId))
    .innerJoin(
      caseMembers,
      and(eq(caseMembers.caseId, clips.caseId), eq(caseMembers.userId, user.id)),
    )
    .where(
      and(
        inArray(clips.caseId, [...ids]),
        eq(exports.state, 'awaiting-approval'),
        ne(exports.requestedBy, user.id),
      ),
    )
    .groupBy(clips.caseId);
  return new Map(rows.map(({ id, n }) => [id, n]));
}
