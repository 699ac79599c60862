import type { SavedSearchId } from '@workcompanion/core/ids';
import { controlRequests } from '@workcompanion/db/schema/control-requests';
import { people } from '@workcompanion/db/schema/people';
import { savedSearches, savedSearchFinds } from '@workcompanion/db/schema/saved-searches';
import { teams } from '@workcompanion/db/schema/teams';
import { users } from '@workcompanion/db/schema/users';
import { and, desc, eq, gt, inArray, isNotNull, or, sql } from 'drizzle-orm';
import {
  MOST_FINDS_TOLD,
  type SavedSearch,
  type SavedSearches,
  type SavedSearchFind,
} from '../../../contract/saved-searches.ts';
import { assertRight } from '../../auth/assert-right.ts';
import { inReach } from '../../auth/reach/in-reach.ts';
import { rightsOf } from '../../auth/rights.ts';
import type { UserContext } from '../../auth/user-context.ts';
import { openSince } from '../../control/controlled-change.ts';
import { localDay } from '../../people/local-day.ts';
import { openWords } from '../sealed-words.ts';

/** As a request names one. */
const subjectOf = sql`'saved-search:' || ${savedSearches.id}`;

/** Enough for a list that is read at a glance. */
const MOST_TOLD = 100;

/**
 * The latest saved searches: their own for who makes them, all for who may agree to them and for auditors,
 * whom the words are not told. What was found is told to who made them alone. Throws `forbidden`.
 */
export async function listSavedSearches(ctx: UserContext): Promise<SavedSearches> {
  const rights = rightsOf(ctx.user.roles);
  const mayAgree = rights.includes('agree');
  if (!mayAgree) assertRight(ctx.user, 'audit');
  const rows = await ctx.db
    .select({
      row: savedSearches,
      by: { id: users.id, name: users.name },
      person: { id: people.id, name: people.name },
      team: { id: teams.id, name: teams.name },
      decision: controlRequests.decision,
      requestedAt: controlRequests.requestedAt,
    })
    .from(savedSearches)
    .innerJoin(users, eq(users.id, savedSearches.userId))
    .leftJoin(people, eq(people.id, savedSearches.personId))
    .leftJoin(teams, eq(teams.id, savedSearches.teamId))
    .leftJoin(controlRequests, eq(controlRequests.subject, subjectOf))
    // One that nobody could be asked for has never been.
    .where(or(isNotNull(controlRequests.id), isNotNull(savedSearches.agreedAt)))
    .orderBy(desc(savedSearches.id))
    .limit(MOST_TOLD);
  const own = rows.filter(({ row }) => row.userId === ctx.user.id).map(({ row }) => row.id);
  const finds = await findsOf(ctx, own);
  return {
    items: rows.map((told) => {
      const { row, by, person, team } = told;
      const isOwn = row.userId === ctx.user.id;
      const state = stateOf(told, ctx.now());
      return {
        id: row.id,
        by,
        isOwn,
        sought: isOwn || mayAgree ? openWords(ctx, `saved-search:${row.id}`, row.sealed) : null,
        places: row.places,
        isFrontOnly: row.isFrontOnly,
        person,
        team,
        reason: row.reason,
        note: row.note,
        from: row.footageFrom,
        createdAt: row.createdAt,
        endsAt: Math.min(row.endsAt, row.endedAt ?? row.endsAt),
        state,
        lookedAt: row.lookedAt,
        finds: finds.get(row.id) ?? [],
        mayEnd: (isOwn || mayAgree) && state === 'on',
      };
    }),
  };
}

interface Told {
  readonly row: typeof savedSearches.$inferSelect;
  readonly decision: string | null;
  readonly requestedAt: number | null;
}

function stateOf({ row, decision, requestedAt }: Told, now: number): SavedSearch['state'] {
  if (row.endedAt !== null) return 'ended';
  if (row.agreedAt !== null) return row.endsAt > now ? 'on' : 'ended';
  const isOpen = decision === null && (requestedAt ?? 0) > openSince(now);
  return isOpen ? 'waiting' : 'refused';
}

/** What was found of those who may be watched still. */
async function findsOf(ctx: UserContext, ids: readonly SavedSearchId[]) {
  const finds = new Map<SavedSearchId, SavedSearchFind[]>();
  const { savedSearchId, personId, foundAt, hits, date } = savedSearchFinds;
  const rows = await ctx.db
    .select({ id: savedSearchId, person: people, foundAt, hits, date })
    .from(savedSearchFinds)
    .innerJoin(people, eq(people.id, personId))
    .where(and(inArray(savedSearchId, [...ids]), gt(hits, 0), inReach(ctx, 'watch')))
    .orderBy(desc(foundAt), desc(date), people.name);
  for (const { id, person, ...find } of rows) {
    const own = finds.get(id) ?? [];
    if (own.length >= MOST_FINDS_TOLD) continue;
    const { from, to } = localDay(find.date, person.timeZone);
    own.push({ ...find, person: { id: person.id, name: person.name }, from, to });
    finds.set(id, own);
  }
  return finds;
}
