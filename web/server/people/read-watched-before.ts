import type { DayOfDevices } from '@workcompanion/db/queries/read-device-day';
import { views } from '@workcompanion/db/schema/views';
import { desc, gt, inArray, lt } from 'drizzle-orm';
import type { ViewEntry } from '../../contract/views.ts';
import { clipToReach, type Reach } from '../auth/reach/reach.ts';
import type { UserContext } from '../auth/user-context.ts';
import { readViews } from '../views/read-views.ts';
import { isDisclosedTo } from '../watching/is-disclosed.ts';

const LATEST = 50;

/** Who watched footage of the day that is in reach, and why, the latest first. */
export async function readWatchedBefore(
  ctx: Pick<UserContext, 'db' | 'user' | 'now'>,
  { deviceIds, from, to }: DayOfDevices,
  reach: Reach,
): Promise<ViewEntry[]> {
  const rows = await readViews(ctx.db, {
    where: [
      inArray(views.deviceId, [...deviceIds]),
      lt(views.footageFrom, to),
      gt(views.footageTo, from),
      isDisclosedTo(ctx),
    ],
    orderBy: [desc(views.watchedAt), desc(views.id)],
    limit: LATEST,
    clip: (stretch) =>
      clipToReach(reach, stretch).flatMap((part) => clipToReach([{ from, to }], part)),
  });
  return rows.map(({ view }) => view).filter(({ stretches }) => stretches.length > 0);
}
