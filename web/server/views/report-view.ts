import { AppError } from '@workcompanion/core/errors';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { findDevice } from '@workcompanion/db/queries/find-device';
import { views } from '@workcompanion/db/schema/views';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, sql } from 'drizzle-orm';
import type { ReportView } from '../../contract/views.ts';
import { assertReach } from '../auth/reach/reach-person.ts';
import type { UserContext } from '../auth/user-context.ts';
import { assertPlayableRange } from '../playback/playable-range.ts';

/**
 * Keeps which footage somebody watched. The first report of a view begins it and is told to the audit
 * log; later ones, by the same user and of the same display, extend it. Throws `forbidden`,
 * `not-found`, `already-exists` (the id is another view's).
 */
export async function reportView(ctx: UserContext, report: ReportView): Promise<void> {
  assertPlayableRange(report);
  await assertReach(ctx, 'watch', report);
  if (report.live) await assertReach(ctx, 'live', report);
  await withTransaction(ctx.db, async (tx) => {
    if (await beginView(tx, ctx, report)) await auditView(tx, ctx, report);
    else await extendView(tx, ctx, report);
  });
}

async function beginView(tx: Tx, ctx: UserContext, report: ReportView): Promise<boolean> {
  const { view, device, display, from, to, live } = report;
  if (!(await findDevice(tx, device))) {
    throw new AppError('not-found', `There is no device ${device}.`);
  }
  const begun = await tx
    .insert(views)
    .values({
      id: view,
      userId: ctx.user.id,
      deviceId: device,
      display,
      footageFrom: from,
      footageTo: to,
      live,
      watchedAt: ctx.now(),
      updatedAt: ctx.now(),
    })
    .onConflictDoNothing()
    .returning({ id: views.id });
  return begun.length > 0;
}

async function extendView(tx: Tx, ctx: UserContext, report: ReportView): Promise<void> {
  const { view, device, display, from, to } = report;
  const extended = await tx
    .update(views)
    .set({
      footageFrom: sql`least(${views.footageFrom}, ${sql.param(from, views.footageFrom)})`,
      footageTo: sql`greatest(${views.footageTo}, ${sql.param(to, views.footageTo)})`,
      updatedAt: ctx.now(),
    })
    .where(
      and(
        eq(views.id, view),
        eq(views.userId, ctx.user.id),
        eq(views.deviceId, device),
        eq(views.display, display),
      ),
    )
    .returning({ id: views.id });
  if (extended.length === 0) {
    throw new AppError('already-exists', `View ${view} is of somebody or something else.`);
  }
}

async function auditView(tx: Tx, ctx: UserContext, report: ReportView): Promise<void> {
  const { view, device, display, from, to, live } = report;
  await appendAuditEntry(tx, {
    at: ctx.now(),
    userId: ctx.user.id,
    action: 'view.began',
    subject: `device:${device}`,
    details: { view, display, from, to, live },
  });
}
