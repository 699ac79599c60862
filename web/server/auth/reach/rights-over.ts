import type { people } from '@workcompanion/db/schema/people';
import type { PersonRight } from '../rights.ts';
import type { UserContext } from '../user-context.ts';
import { reachOf } from './reach.ts';
import { readStanding } from './read-standing.ts';

const ASKED = ['watch', 'live', 'export', 'hold'] as const satisfies readonly PersonRight[];

/** What the user may do with some of a person's footage at least: for pages, which offer only that. */
export async function rightsOver(
  ctx: Pick<UserContext, 'db' | 'user' | 'now'>,
  person: typeof people.$inferSelect,
): Promise<PersonRight[]> {
  const standing = await readStanding(ctx);
  return ASKED.filter((right) => {
    const reach = reachOf(standing, { right, person, now: ctx.now() });
    return reach === 'all' || reach.length > 0;
  });
}
