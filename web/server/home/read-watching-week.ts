import type { Oddity, WatchingWeek } from '../../contract/home.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { namesWatched, type Watched, watchersSince } from './watchers-since.ts';

const WEEK = 7 * 24 * 3_600_000_000;
const MOST_WATCHERS = 10;
const MOST_ODDITIES = 20;
/** People of one day: more than a team that somebody knows by name. */
const MANY_PEOPLE = 15;

/** Who watched whom within seven days, and what of it is unusual. Throws `forbidden`. */
export async function readWatchingWeek(ctx: UserContext): Promise<WatchingWeek> {
  assertRight(ctx.user, 'audit');
  const to = ctx.now();
  const from = to - WEEK;
  const rows = await watchersSince(ctx, from);
  const shown = rows.toSorted((a, b) => b.sittings - a.sittings).slice(0, MOST_WATCHERS);
  const names = await namesWatched(ctx, { from, by: shown.map(({ user }) => user.id) });
  return {
    from,
    to,
    sittings: rows.reduce((sum, { sittings }) => sum + sittings, 0),
    watchers: rows.length,
    shown: shown.map(({ user, sittings, people, lastAt }) => ({
      user,
      sittings,
      people,
      lastAt,
      names: names.get(user.id) ?? [],
    })),
    oddities: rows
      .flatMap(odditiesOf)
      .sort((a, b) => b.lastAt - a.lastAt)
      .slice(0, MOST_ODDITIES),
  };
}

/** What of somebody's week an auditor would ask about. */
function odditiesOf(watched: Watched): Oddity[] {
  const { user, atNight, lastNightAt, wordless, lastWordlessAt, mostOfADay, lastAt } = watched;
  return [
    ...(lastNightAt === null
      ? []
      : [{ kind: 'night' as const, user, count: atNight, lastAt: lastNightAt }]),
    ...(mostOfADay < MANY_PEOPLE
      ? []
      : [{ kind: 'many' as const, user, count: mostOfADay, lastAt }]),
    ...(lastWordlessAt === null
      ? []
      : [{ kind: 'wordless' as const, user, count: wordless, lastAt: lastWordlessAt }]),
  ];
}
