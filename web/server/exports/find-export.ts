import { AppError } from '@workcompanion/core/errors';
import type { ExportId } from '@workcompanion/core/ids';
import type { Db, Tx } from '@workcompanion/db/client';
import { clips } from '@workcompanion/db/schema/clips';
import { exports } from '@workcompanion/db/schema/exports';
import { eq } from 'drizzle-orm';
import { isWithinReach } from '../auth/reach/reach.ts';
import { beyondReach, reachPerson } from '../auth/reach/reach-person.ts';
import type { UserContext } from '../auth/user-context.ts';
import { assertExportsSome } from '../cases/may-export-some.ts';
import { isMemberOf } from '../cases/open-case.ts';

export interface FoundExport {
  readonly row: typeof exports.$inferSelect;
  readonly clip: typeof clips.$inferSelect;
}

/**
 * An export, to act on: by a member of its case who may export this very footage, also when the case
 * is closed. Throws `forbidden`, and `not-found` for what only others know of.
 */
export async function workableExport(ctx: UserContext, id: ExportId): Promise<FoundExport> {
  await assertExportsSome(ctx);
  const found = await findExport(ctx.db, id);
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

export async function findExport(db: Db | Tx, id: ExportId): Promise<FoundExport> {
  const [found] = await db
    .select({ row: exports, clip: clips })
    .from(exports)
    .innerJoin(clips, eq(clips.id, exports.clipId))
    .where(eq(exports.id, id));
  if (!found) throw missing(id);
  return found;
}

export function missing(id: ExportId): AppError {
  return new AppError('not-found', `There is no export ${id} that you may open.`);
}
