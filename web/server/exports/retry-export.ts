import { AppError } from '@workcompanion/core/errors';
import { exports } from '@workcompanion/db/schema/exports';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq } from 'drizzle-orm';
import type { OneExport } from '../../contract/exports.ts';
import type { UserContext } from '../auth/user-context.ts';
import { workableExport } from './find-export.ts';
import { tellExport } from './tell-export.ts';

/** Once more what failed, under the approval that it had. Throws `in-use` when it did not fail. */
export async function retryExport(ctx: UserContext, { export: id }: OneExport): Promise<void> {
  await workableExport(ctx, id);
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const again = await tx
      .update(exports)
      .set({
        state: 'queued',
        attempts: 0,
        progress: 0,
        step: null,
        notBefore: null,
        lastError: null,
        cancelledAt: null,
        finishedAt: null,
      })
      .where(and(eq(exports.id, id), eq(exports.state, 'failed')));
    if (again.rowCount === 0) throw new AppError('in-use', 'Only what failed is tried again.');
    await tellExport(tx, {
      ...{
        export: id,
        at,
        action: 'requested',
        audited: 'evidence-package.retried',
        by: ctx.user.id,
      },
      details: { isRetry: true },
    });
  });
}
