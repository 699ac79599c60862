import { mergeIntervals } from '@workcompanion/core/footage/interval';
import { viewStretches, views } from '@workcompanion/db/schema/views';
import { and, eq, gt, inArray, lt } from 'drizzle-orm';
import type { ReadPersonDay } from '../../contract/people.ts';
import type { DayReview } from '../../contract/review.ts';
import { clipToReach } from '../auth/reach/reach.ts';
import type { UserContext } from '../auth/user-context.ts';
import { watchedDay } from '../people/watched-day.ts';

/** Reports of one unbroken look are a frame or two apart. */
const SEAM_MICROS = 1_000_000;

/** What of a person's day the user has had on the screen, display by display. */
export async function readDayReview(ctx: UserContext, day: ReadPersonDay): Promise<DayReview> {
  const { reach, stretch } = await watchedDay(ctx, day);
  const { deviceIds, from, to } = stretch;
  const rows = await ctx.db
    .select({
      device: views.deviceId,
      display: viewStretches.display,
      from: viewStretches.footageFrom,
      to: viewStretches.footageTo,
    })
    .from(views)
    .innerJoin(viewStretches, eq(viewStretches.viewId, views.id))
    .where(
      and(
        inArray(views.deviceId, [...deviceIds]),
        eq(views.userId, ctx.user.id),
        lt(views.footageFrom, to),
        gt(views.footageTo, from),
        eq(viewStretches.kind, 'shown'),
        lt(viewStretches.footageFrom, to),
        gt(viewStretches.footageTo, from),
      ),
    );
  const byDisplay = Map.groupBy(rows, ({ device, display }) => `${device}/${display}`);
  const watched = [...byDisplay.values()].flatMap((shown) => {
    const [first] = shown;
    if (first === undefined) return [];
    const { device, display } = first;
    return mergeIntervals(shown, SEAM_MICROS)
      .flatMap((part) => clipToReach(reach, part))
      .flatMap((part) => clipToReach([{ from, to }], part))
      .map((part) => ({ device, display, from: part.from, to: part.to }));
  });
  return { watched };
}
