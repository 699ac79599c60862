import { AppError } from '@workcompanion/core/errors';
import { mergeIntervals } from '@workcompanion/core/footage/interval';
import { viewStretches, views } from '@workcompanion/db/schema/views';
import { and, desc, eq, gte, lte, sql } from 'drizzle-orm';
import type { ReportView } from '../../contract/views.ts';
import { clipToReach, type Stretch } from '../auth/reach/reach.ts';
import { assertReach } from '../auth/reach/reach-person.ts';
import type { UserContext } from '../auth/user-context.ts';
import { extendView, TOUCHING } from './extend-view.ts';
import { tellWatched } from './watch-notifier.ts';

/** µs. A local day has up to 25 hours; an hour more for a player's margin. */
const MAX_RANGE = 26 * 3_600_000_000;

/**
 * Keeps what of the footage that was delivered a browser says it showed: it adds to the view in which
 * the user was given it, and can make none up. Throws `forbidden`, `not-found`, `not-delivered`.
 */
export async function reportView(ctx: UserContext, report: ReportView): Promise<void> {
  assertPlayableRange(report);
  await assertReach(ctx, 'watch', report);
  if (report.live) await assertReach(ctx, 'live', report);
  const { device, display, live: isLive } = report;
  const delivered = await lastDelivered(ctx, report);
  if (!delivered) {
    throw new AppError('not-delivered', `Nothing of this was delivered of ${device} ${display}.`);
  }
  const at = ctx.now();
  for (const { from, to } of clipToReach(mergeIntervals(delivered.stretches), report)) {
    const stretch = { kind: 'shown', display, from, to } as const;
    await extendView(ctx.db, sql`${delivered.view}::uuid`, { at, isLive, stretch });
  }
  if (isLive) await tellWatched(ctx, device);
}

interface Delivered {
  readonly view: string;
  readonly stretches: readonly Stretch[];
}

/** Within the latest view in which the user was given some of it. */
async function lastDelivered(
  { db, user }: UserContext,
  { device, display, from, to }: ReportView,
): Promise<Delivered | null> {
  const { viewId, footageFrom, footageTo } = viewStretches;
  const rows = await db
    .select({ view: viewId, from: footageFrom, to: footageTo })
    .from(viewStretches)
    .innerJoin(views, eq(views.id, viewId))
    .where(
      and(
        eq(views.userId, user.id),
        eq(views.deviceId, device),
        lte(views.footageFrom, to + TOUCHING),
        gte(views.footageTo, from - TOUCHING),
        eq(viewStretches.display, display),
        eq(viewStretches.kind, 'footage'),
        lte(footageFrom, to + TOUCHING),
        gte(footageTo, from - TOUCHING),
      ),
    )
    .orderBy(desc(viewStretches.lastAt));
  const view = rows[0]?.view;
  if (view === undefined) return null;
  return { view, stretches: rows.filter((row) => row.view === view) };
}

/** Throws `invalid-input` or `range-too-long`. */
export function assertPlayableRange({
  from,
  to,
}: {
  readonly from: number;
  readonly to: number;
}): void {
  if (to <= from) throw new AppError('invalid-input', 'The range ends before it begins.');
  if (to - from > MAX_RANGE) {
    throw new AppError('range-too-long', 'At most 26 hours can be asked for at once.');
  }
}
