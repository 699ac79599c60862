import { AppError } from '@workcompanion/core/errors';
import { exports } from '@workcompanion/db/schema/exports';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq } from 'drizzle-orm';
import type { DecideExport } from '../../contract/exports.ts';
import type { UserContext } from '../auth/user-context.ts';
import { workableExport } from './find-export.ts';
import { tellExport } from './tell-export.ts';

/**
 * A second person agrees or refuses. Throws `forbidden` (also for whoever asked for it), `not-found`,
 * and `in-use` when it does not wait for that any more.
 */
export async function decideExport(
  ctx: UserContext,
  { export: id, isApproved, note }: DecideExport,
): Promise<void> {
  const { row } = await workableExport(ctx, id);
  if (row.requestedBy === ctx.user.id) {
    throw new AppError('forbidden', 'Somebody else has to decide what you asked for.');
  }
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const decided = await tx
      .update(exports)
      .set({
        state: isApproved ? 'queued' : 'refused',
        ...(isApproved ? {} : { wrappedPassword: null }),
        decidedAt: at,
        decidedBy: ctx.user.id,
        decisionNote: note,
      })
      .where(and(eq(exports.id, id), eq(exports.state, 'awaiting-approval')));
    if (decided.rowCount === 0) throw new AppError('in-use', 'This was decided already.');
    const words = isApproved
      ? ({ action: 'approved', audited: 'evidence-package.approved' } as const)
      : ({ action: 'refused', audited: 'evidence-package.refused' } as const);
    await tellExport(tx, { export: id, at, ...words, by: ctx.user.id, details: { note } });
  });
}
