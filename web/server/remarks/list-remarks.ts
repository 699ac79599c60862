import { AppError } from '@workcompanion/core/errors';
import { remarks } from '@workcompanion/db/schema/remarks';
import { users } from '@workcompanion/db/schema/users';
import { and, asc, eq, gte, lt } from 'drizzle-orm';
import type { ListRemarks, Remarks } from '../../contract/watching.ts';
import { clipToReach } from '../auth/reach/reach.ts';
import { reachPerson } from '../auth/reach/reach-person.ts';
import type { UserContext } from '../auth/user-context.ts';

/** µs */
const LONGEST = 400 * 24 * 3_600_000_000;
const MOST = 500;

/** What a person said about the footage of a stretch, as far as the user may watch it. */
export async function listRemarks(
  ctx: UserContext,
  { person, from, to }: ListRemarks,
): Promise<Remarks> {
  const { reach } = await reachPerson(ctx, 'watch', person);
  if (to - from > LONGEST)
    throw new AppError('range-too-long', 'At most 400 days can be asked for.');
  const rows = await ctx.db
    .select({ remark: remarks, answeredBy: users.name })
    .from(remarks)
    .leftJoin(users, eq(users.id, remarks.answeredBy))
    .where(and(eq(remarks.personId, person), lt(remarks.startsAt, to), gte(remarks.startsAt, from)))
    .orderBy(asc(remarks.startsAt))
    .limit(MOST);
  return {
    items: rows
      .filter(({ remark: { startsAt, endsAt } }) => isSeen(startsAt, endsAt))
      .map(({ remark, answeredBy }) => {
        const { id, kind, startsAt, endsAt, text, createdAt, answer, answeredAt } = remark;
        return {
          id,
          kind,
          from: startsAt,
          to: endsAt,
          text,
          createdAt,
          answer,
          answeredAt,
          answeredBy,
        };
      }),
  };

  function isSeen(startsAt: number, endsAt: number): boolean {
    return clipToReach(reach, { from: startsAt, to: Math.max(endsAt, startsAt + 1) }).length > 0;
  }
}
