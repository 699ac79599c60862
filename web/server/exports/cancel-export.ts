import { exports } from '@workcompanion/db/schema/exports';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { OneExport } from '../../contract/exports.ts';
import type { UserContext } from '../auth/user-context.ts';
import { workableExport } from './find-export.ts';
import { tellExport } from './tell-export.ts';

const WAITING = ['awaiting-approval', 'queued'] as const;

/**
 * What waits is cancelled at once; a worker that is at it sees `cancelled_at` and leaves off. What is
 * over stays as it is.
 */
export async function cancelExport(ctx: UserContext, { export: id }: OneExport): Promise<void> {
  await workableExport(ctx, id);
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const waited = await tx
      .update(exports)
      .set({
        state: 'cancelled',
        cancelledAt: at,
        finishedAt: at,
        wrappedPassword: null,
        wrappedWorkKey: null,
      })
      .where(and(eq(exports.id, id), inArray(exports.state, [...WAITING])));
    const isRunning = and(
      eq(exports.id, id),
      eq(exports.state, 'running'),
      isNull(exports.cancelledAt),
    );
    const told =
      waited.rowCount === 0
        ? await tx.update(exports).set({ cancelledAt: at }).where(isRunning)
        : waited;
    if (told.rowCount === 0) return;
    await tellExport(tx, {
      ...{
        export: id,
        at,
        action: 'cancelled',
        audited: 'evidence-package.cancelled',
        by: ctx.user.id,
      },
    });
  });
}
