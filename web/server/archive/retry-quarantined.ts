import { AppError } from '@workcompanion/core/errors';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { segments } from '@workcompanion/db/schema/segments';
import { withTransaction } from '@workcompanion/db/transaction';
import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { QuarantinedRetried, RetryQuarantined } from '../../contract/archive.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';

/** As many as one statement may hold the rows of. */
const AT_ONCE = 5_000;

/** Sends segments to the end of their quarantine: the archive takes them up as if they were new. */
export async function retryQuarantined(
  ctx: UserContext,
  { segment }: RetryQuarantined,
): Promise<z.infer<typeof QuarantinedRetried>> {
  assertRight(ctx.user, 'system');
  return await withTransaction(ctx.db, async (tx) => {
    const retried = await release(tx, segment === null ? sql`true` : sql`id = ${segment}`);
    if (retried === 0 && segment !== null) {
      throw new AppError('not-found', `Segment ${segment} is not in quarantine.`);
    }
    if (retried > 0) {
      await appendAuditEntry(tx, ctx, {
        at: ctx.now(),
        action: 'quarantine.retried',
        entityType: segment === null ? 'archive' : 'segment',
        entityId: segment ?? 'quarantine',
        details: { segments: retried },
      });
    }
    return { retried, hasMore: retried === AT_ONCE };
  });
}

async function release(tx: Tx, which: ReturnType<typeof sql>): Promise<number> {
  const released = await tx
    .update(segments)
    .set({ state: 'hot', attempts: null, notBefore: null, leaseUntil: null, lastError: null })
    .where(
      sql`id = any(array(
        select id from segments where state = 'quarantined' and ${which}
        order by id limit ${AT_ONCE} for update))`,
    );
  return released.rowCount ?? 0;
}
