import type { PurposeId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { views } from '@workcompanion/db/schema/views';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import type { UserContext } from '../auth/user-context.ts';
import type { OpenPictures } from './open-pictures.ts';

/** µs. What is asked for within it, of neighbouring stretches, is one look. */
const SITTING = 30 * 60_000_000;
/** µs */
const NEIGHBOURING = 10 * 60_000_000;

interface Look extends OpenPictures {
  readonly purposeId: PurposeId | null;
}

/**
 * Who was given pictures of a stretch, as a view that grows while somebody moves along the timeline;
 * the audit log is told when it begins.
 */
export async function logPictureView(ctx: UserContext, wish: Look): Promise<void> {
  const { device, display, from, to, purposeId } = wish;
  const access = ['pictures', ctx.user.id, purposeId, device, display, from, to].join(' ');
  if (ctx.footageAccess.isToldOf(access)) return;
  await withTransaction(ctx.db, async (tx) => {
    // One look must not become several because its first requests came together.
    await tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${`pictures ${ctx.user.id}`}, 0))`,
    );
    if (!(await extendLook(tx, ctx, wish))) await beginLook(tx, ctx, wish);
  });
  ctx.footageAccess.told(access);
}

async function extendLook(
  tx: Tx,
  ctx: UserContext,
  { device, display, from, to, purposeId }: Look,
): Promise<boolean> {
  const now = ctx.now();
  const [look] = await tx
    .select()
    .from(views)
    .where(
      and(
        eq(views.userId, ctx.user.id),
        gt(views.watchedAt, now - SITTING),
        eq(views.pictures, true),
        purposeId === null ? isNull(views.purposeId) : eq(views.purposeId, purposeId),
        eq(views.deviceId, device),
        eq(views.display, display),
        sql`${views.footageFrom} <= ${sql.param(to + NEIGHBOURING, views.footageFrom)}`,
        sql`${views.footageTo} >= ${sql.param(from - NEIGHBOURING, views.footageTo)}`,
      ),
    )
    .orderBy(desc(views.watchedAt))
    .limit(1);
  if (!look) return false;
  const grown = {
    footageFrom: Math.min(look.footageFrom, from),
    footageTo: Math.max(look.footageTo, to),
    updatedAt: now,
  };
  await tx.update(views).set(grown).where(eq(views.id, look.id));
  return true;
}

async function beginLook(
  tx: Tx,
  ctx: UserContext,
  { device, display, from, to, purposeId }: Look,
): Promise<void> {
  const at = ctx.now();
  const id = crypto.randomUUID();
  await tx.insert(views).values({
    ...{ id, userId: ctx.user.id, deviceId: device, display, purposeId, pictures: true },
    ...{ footageFrom: from, footageTo: to, watchedAt: at, updatedAt: at },
  });
  await appendAuditEntry(tx, {
    at,
    userId: ctx.user.id,
    action: 'pictures.opened',
    subject: `device:${device}`,
    details: { view: id, display, from, to },
  });
}
