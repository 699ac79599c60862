import { AppError } from '@workcompanion/core/errors';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { clips } from '@workcompanion/db/schema/clips';
import { exports } from '@workcompanion/db/schema/exports';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { RemoveClip } from '../../contract/cases.ts';
import type { UserContext } from '../auth/user-context.ts';
import { workableCase } from './open-case.ts';

/** Packages that wait for it or are being made of it, or can be downloaded. */
const ALIVE = ['awaiting-approval', 'queued', 'running', 'made'] as const;

/**
 * Out of the case; its row stays, as does what was told of it. Twice is no error. Throws `in-use` for
 * a clip that has a package.
 */
export async function removeClip(ctx: UserContext, { clip: id }: RemoveClip): Promise<void> {
  const [clip] = await ctx.db.select().from(clips).where(eq(clips.id, id));
  if (!clip) throw new AppError('not-found', `There is no clip ${id} that you may open.`);
  await workableCase(ctx, clip.caseId);
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const isAlive = and(eq(exports.clipId, id), inArray(exports.state, [...ALIVE]));
    const removed = await tx
      .update(clips)
      .set({ removedAt: at })
      .where(and(eq(clips.id, id), isNull(clips.removedAt)));
    if (removed.rowCount === 0) return;
    if ((await tx.$count(exports, isAlive)) > 0) {
      throw new AppError('in-use', 'A package is made of this clip.');
    }
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'clip.removed',
      entityType: 'clip',
      entityId: id,
      details: { case: clip.caseId, title: clip.title },
    });
  });
}
