import { AppError } from '@workcompanion/core/errors';
import type { EvidencePackageId } from '@workcompanion/core/ids';
import type { Db, Tx } from '@workcompanion/db/client';
import { cases } from '@workcompanion/db/schema/cases';
import { clips } from '@workcompanion/db/schema/clips';
import { evidencePackages } from '@workcompanion/db/schema/evidence-packages';
import { people } from '@workcompanion/db/schema/people';
import { eq } from 'drizzle-orm';
import { isWithinReach } from '../auth/reach/reach.ts';
import { beyondReach, reachPerson } from '../auth/reach/reach-person.ts';
import type { UserContext } from '../auth/user-context.ts';
import { assertExportsSome, isMemberOf } from '../cases/open-case.ts';

export interface FoundEvidencePackage {
  readonly row: typeof evidencePackages.$inferSelect;
  readonly clip: typeof clips.$inferSelect;
  readonly caseTitle: string;
  /** The zone of the person on it. */
  readonly timeZone: string;
}

/**
 * A package, to act on: by a member of its case who may export this very footage, also when the case
 * is closed. Throws `forbidden`, and `not-found` for what only others know of.
 */
export async function workableEvidencePackage(
  ctx: UserContext,
  id: EvidencePackageId,
): Promise<FoundEvidencePackage> {
  await assertExportsSome(ctx);
  const found = await findEvidencePackage(ctx.db, id);
  if (!(await isMemberOf(ctx.db, ctx, found.clip.caseId))) throw missing(id);
  await assertExportsClip(ctx, found.clip);
  return found;
}

/** Throws `forbidden`, `not-found`. */
export async function assertExportsClip(
  ctx: UserContext,
  { personId, footageFrom: from, footageTo: to }: typeof clips.$inferSelect,
): Promise<void> {
  const { reach } = await reachPerson(ctx, 'export', personId);
  if (!isWithinReach(reach, { from, to })) throw beyondReach('export');
}

export async function findEvidencePackage(
  db: Db | Tx,
  id: EvidencePackageId,
): Promise<FoundEvidencePackage> {
  const [found] = await db
    .select({
      row: evidencePackages,
      clip: clips,
      caseTitle: cases.title,
      timeZone: people.timeZone,
    })
    .from(evidencePackages)
    .innerJoin(clips, eq(clips.id, evidencePackages.clipId))
    .innerJoin(cases, eq(cases.id, clips.caseId))
    .innerJoin(people, eq(people.id, clips.personId))
    .where(eq(evidencePackages.id, id));
  if (!found) throw missing(id);
  return found;
}

export function missing(id: EvidencePackageId): AppError {
  return new AppError('not-found', `There is no package ${id} that you may open.`);
}
