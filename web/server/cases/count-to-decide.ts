import type { CaseId } from '@workcompanion/core/ids';
import { caseMembers } from '@workcompanion/db/schema/case-members';
import { clips } from '@workcompanion/db/schema/clips';
import { evidencePackages } from '@workcompanion/db/schema/evidence-packages';
import { and, count, eq, inArray, ne } from 'drizzle-orm';
import type { UserContext } from '../auth/user-context.ts';

/** Packages of the cases that wait for the user: a member who did not ask for them. */
export async function countToDecide(
  { db, user }: UserContext,
  ids: readonly CaseId[],
): Promise<ReadonlyMap<CaseId, number>> {
  const rows = await db
    .select({ id: clips.caseId, n: count() })
    .from(evidencePackages)
    .innerJoin(clips, eq(clips.id, evidencePackages.clipId))
    .innerJoin(
      caseMembers,
      and(eq(caseMembers.caseId, clips.caseId), eq(caseMembers.userId, user.id)),
    )
    .where(
      and(
        inArray(clips.caseId, [...ids]),
        eq(evidencePackages.state, 'awaiting-approval'),
        ne(evidencePackages.requestedBy, user.id),
      ),
    )
    .groupBy(clips.caseId);
  return new Map(rows.map(({ id, n }) => [id, n]));
}
