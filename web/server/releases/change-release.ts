import { AppError } from '@workcompanion/core/errors';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { releases } from '@workcompanion/db/schema/releases';
import { withTransaction } from '@workcompanion/db/transaction';
import { eq } from 'drizzle-orm';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';

type ReleaseAction =
  | 'release.rolled-out'
  | 'release.paused'
  | 'release.resumed'
  | 'release.withdrawn'
  | 'release.retried';

type Release = typeof releases.$inferSelect;

interface Change {
  readonly version: string;
  readonly action: ReleaseAction;
  readonly details?: Readonly<Record<string, unknown>>;
  /** Runs in one transaction with the audit entry. */
  readonly work: (tx: Tx, at: number) => Promise<void>;
}

/** What is done to a release that is not withdrawn. The answer is what it was before. Throws `forbidden`, `not-found`. */
export async function changeRelease(
  ctx: UserContext,
  { version, action, details = {}, work }: Change,
): Promise<Release> {
  assertRight(ctx.user, 'policy');
  const at = ctx.now();
  return await withTransaction(ctx.db, async (tx) => {
    const [release] = await tx
      .select()
      .from(releases)
      .where(eq(releases.version, version))
      .for('update');
    if (release === undefined || release.stage === 'withdrawn') {
      throw new AppError('not-found', `There is no release ${version}.`);
    }
    await work(tx, at);
    await appendAuditEntry(tx, ctx, {
      at,
      action,
      entityType: 'release',
      entityId: version,
      details,
    });
    return release;
  });
}
