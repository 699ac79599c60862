import { devices } from '@workcompanion/db/schema/devices';
import { MAX_SPAN, spans } from '@workcompanion/db/schema/spans';
import { and, asc, desc, eq, gt, gte, lt } from 'drizzle-orm';
import type { FindRecordedDay, RecordedDay } from '../../contract/people.ts';
import { clipToReach, intersectReach, type Stretch } from '../auth/reach/reach.ts';
import { reachPerson } from '../auth/reach/reach-person.ts';
import { readStanding } from '../auth/reach/read-standing.ts';
import { toldOf } from '../auth/reach/watch-delay.ts';
import { readWatchingSettings } from '../auth/reach/watching-settings.ts';
import type { UserContext } from '../auth/user-context.ts';
import { localDay, localDayOf } from './local-day.ts';

/** The nearest day before or after another one with footage that the user is told of. */
export async function findRecordedDay(
  ctx: UserContext,
  { person: id, date, direction }: FindRecordedDay,
): Promise<RecordedDay> {
  const { person, reach } = await reachPerson(ctx, 'list', id);
  const now = ctx.now();
  const { delayMinutes: minutes } = await readWatchingSettings(ctx.db);
  const told = toldOf(await readStanding(ctx), person, { minutes, now });
  const day = localDay(date, person.timeZone);
  const isNext = direction === 'next';
  const side = isNext ? { from: day.to, to: now } : { from: 0, to: day.from };
  const parts = clipToReach(told === 'all' ? reach : intersectReach(reach, told), side);
  for (const part of isNext ? parts : parts.toReversed()) {
    const at = await findFootage(ctx, { person: id, direction }, part);
    if (at !== null) return { date: localDayOf(at, person.timeZone).date };
  }
  return { date: null };
}

/** The first or the last moment of footage within a stretch; null where there is none. */
async function findFootage(
  { db }: Pick<UserContext, 'db'>,
  { person, direction }: Pick<FindRecordedDay, 'person' | 'direction'>,
  { from, to }: Stretch,
): Promise<number | null> {
  const isNext = direction === 'next';
  const [span] = await db
    .select({ startsAt: spans.startsAt, endsAt: spans.endsAt })
    .from(spans)
    .innerJoin(devices, eq(devices.id, spans.deviceId))
    .where(
      and(
        eq(devices.personId, person),
        gte(spans.startsAt, Math.max(0, from - MAX_SPAN)),
        lt(spans.startsAt, to),
        gt(spans.endsAt, from),
      ),
    )
    .orderBy(isNext ? asc(spans.startsAt) : desc(spans.startsAt))
    .limit(1);
  if (span === undefined) return null;
  return isNext ? Math.max(span.startsAt, from) : Math.min(span.endsAt, to) - 1;
}
