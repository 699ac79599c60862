import { AppError } from '@workcompanion/core/errors';
import type { PurposeId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Db, Tx } from '@workcompanion/db/client';
import { findDevice } from '@workcompanion/db/queries/find-device';
import { views } from '@workcompanion/db/schema/views';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, sql } from 'drizzle-orm';
import type { ReportView } from '../../contract/views.ts';
import { assertReach } from '../auth/reach/reach-person.ts';
import type { UserContext } from '../auth/user-context.ts';
import { assertPlayableRange } from '../playback/playable-range.ts';
import { requirePurpose } from '../watching/require-purpose.ts';

/**
 * Keeps which footage somebody watched. The first report of a view begins it and is told to the audit
 * log; later ones, by the same user and of the same display, extend it. Throws `forbidden`,
 * `purpose-required`, `not-found`, `already-exists` (the id is another view's).
 */
export async function reportView(ctx: UserContext, report: ReportView): Promise<void> {
  assertPlayableRange(report);
  await assertReach(ctx, 'watch', report);
  if (report.live) await assertReach(ctx, 'live', report);
  // What was on screen is logged, also when the purpose has ended since: only new views need one.
  if (await extendView(ctx.db, ctx, report)) {
    tellRecorder(ctx, report);
    return;
  }
  const purposeId = await requirePurpose(ctx, report.device);
  await withTransaction(ctx.db, async (tx) => {
    if (await beginView(tx, ctx, { ...report, purposeId })) await auditView(tx, ctx, report);
    else if (!(await extendView(tx, ctx, report))) {
      throw new AppError('already-exists', `View ${report.view} is of somebody or something else.`);
    }
  });
  tellRecorder(ctx, report);
}

/** At once, where its request is held by this process; else its next heartbeat hears it. */
function tellRecorder({ liveNews }: UserContext, { live, device }: ReportView): void {
  if (live) liveNews.tell(device);
}

interface BegunView extends ReportView {
  readonly purposeId: PurposeId | null;
}

async function beginView(tx: Tx, ctx: UserContext, report: BegunView): Promise<boolean> {
  const { view, device, display, from, to, live, purposeId } = report;
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
      purposeId,
      watchedAt: ctx.now(),
      updatedAt: ctx.now(),
    })
    .onConflictDoNothing()
    .returning({ id: views.id });
  return begun.length > 0;
}

async function extendView(db: Db | Tx, ctx: UserContext, report: ReportView): Promise<boolean> {
  const { view, device, display, from, to } = report;
  const extended = await db
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
  return extended.length > 0;
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
