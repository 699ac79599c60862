import type { people } from '@workcompanion/db/schema/people';
import type { AskedPurpose } from '../../contract/watching.ts';
import { reachOf } from '../auth/reach/reach.ts';
import { readStanding } from '../auth/reach/read-standing.ts';
import { readWatchingSettings } from '../auth/reach/watching-settings.ts';
import { rightsOf } from '../auth/rights.ts';
import type { UserContext } from '../auth/user-context.ts';
import { currentPurpose, isPurposeAsked } from './require-purpose.ts';

type Asker = Pick<UserContext, 'db' | 'user' | 'now'>;
type Person = Pick<typeof people.$inferSelect, 'id' | 'teamId'>;

/** Whom the user may not watch, nobody asks them about. */
export async function askedPurpose(ctx: Asker, person: Person): Promise<AskedPurpose> {
  const mayDelay = rightsOf(ctx.user.roles).includes('hold');
  const reach = reachOf(await readStanding(ctx), { right: 'watch', person, now: ctx.now() });
  if (reach !== 'all' && reach.length === 0) return { isAsked: false, mayDelay, current: null };
  const [settings, current] = await Promise.all([
    readWatchingSettings(ctx.db),
    currentPurpose(ctx, person.id),
  ]);
  return { isAsked: isPurposeAsked(ctx.user, person.id, settings), mayDelay, current };
}
