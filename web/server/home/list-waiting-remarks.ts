import { people } from '@workcompanion/db/schema/people';
import { remarks } from '@workcompanion/db/schema/remarks';
import { and, desc, eq, isNull, ne } from 'drizzle-orm';
import type { WaitingRemarks } from '../../contract/home.ts';
import { inReach } from '../auth/reach/in-reach.ts';
import { clipToReach, reachOf } from '../auth/reach/reach.ts';
import { readStanding } from '../auth/reach/read-standing.ts';
import type { UserContext } from '../auth/user-context.ts';

const MOST = 20;

/** What people whom the user may watch said of their footage, and nobody has answered. */
export async function listWaitingRemarks(ctx: UserContext): Promise<WaitingRemarks> {
  const standing = await readStanding(ctx);
  const { personId } = ctx.user;
  const rows = await ctx.db
    .select({ remark: remarks, person: people })
    .from(remarks)
    .innerJoin(people, eq(people.id, remarks.personId))
    .where(
      and(
        isNull(remarks.answer),
        inReach(ctx, 'watch'),
        personId === null ? undefined : ne(people.id, personId),
      ),
    )
    .orderBy(desc(remarks.createdAt))
    .limit(MOST);
  return {
    items: rows
      .filter(({ remark: { startsAt, endsAt }, person }) => {
        // A right may be lent for some of the footage only.
        const reach = reachOf(standing, { right: 'watch', person, now: ctx.now() });
        return (
          clipToReach(reach, { from: startsAt, to: Math.max(endsAt, startsAt + 1) }).length > 0
        );
      })
      .map(({ remark: { id, kind, startsAt, endsAt, text, createdAt }, person }) => ({
        id,
        kind,
        from: startsAt,
        to: endsAt,
        text,
        createdAt,
        person: { id: person.id, name: person.name, timeZone: person.timeZone },
      })),
  };
}
