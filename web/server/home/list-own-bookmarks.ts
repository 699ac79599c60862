import { bookmarks } from '@workcompanion/db/schema/bookmarks';
import { people } from '@workcompanion/db/schema/people';
import { and, desc, eq, notInArray } from 'drizzle-orm';
import { REVIEWED_KINDS } from '../../contract/bookmarks.ts';
import type { OwnBookmarks } from '../../contract/home.ts';
import { inReach } from '../auth/reach/in-reach.ts';
import type { UserContext } from '../auth/user-context.ts';

const MOST = 8;

/** What the user has marked of people whom they still may watch, all of whose footage they may. */
export async function listOwnBookmarks(ctx: UserContext): Promise<OwnBookmarks> {
  const { id, startsAt, endsAt, kind, note, userId, createdAt, personId } = bookmarks;
  const items = await ctx.db
    .select({
      id,
      from: startsAt,
      to: endsAt,
      note,
      person: { id: people.id, name: people.name, timeZone: people.timeZone },
    })
    .from(bookmarks)
    .innerJoin(people, eq(people.id, personId))
    .where(
      and(
        eq(userId, ctx.user.id),
        // What was only reviewed is nothing to come back to.
        notInArray(kind, [...REVIEWED_KINDS]),
        inReach(ctx, 'watch', { ofAllFootage: true }),
      ),
    )
    .orderBy(desc(createdAt))
    .limit(MOST);
  return { items };
}
