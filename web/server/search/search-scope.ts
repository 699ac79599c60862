import { AppError } from '@workcompanion/core/errors';
import type { PersonId, PurposeId, TeamId } from '@workcompanion/core/ids';
import { people } from '@workcompanion/db/schema/people';
import { purposes } from '@workcompanion/db/schema/purposes';
import { and, asc, count, desc, eq, gt, inArray } from 'drizzle-orm';
import {
  MOST_PEOPLE_SEARCHED,
  type ReadSearchScope,
  type SearchScope,
} from '../../contract/search.ts';
import { inReach } from '../auth/reach/in-reach.ts';
import { reachPerson } from '../auth/reach/reach-person.ts';
import { readStanding } from '../auth/reach/read-standing.ts';
import { watchDelay } from '../auth/reach/watch-delay.ts';
import { readWatchingSettings } from '../auth/reach/watching-settings.ts';
import { rightsOf } from '../auth/rights.ts';
import type { ActorContext, UserContext } from '../auth/user-context.ts';
import { isPurposeAsked } from '../watching/require-purpose.ts';

export type SoughtPerson = typeof people.$inferSelect;

/** Throws as `peopleSought`. */
export async function readSearchScope(
  ctx: UserContext,
  wish: ReadSearchScope,
): Promise<SearchScope> {
  const { found, total } = await peopleSought(ctx, wish);
  const [settings, reasons, standing] = await Promise.all([
    readWatchingSettings(ctx.db),
    purposesOver(ctx, found),
    readStanding(ctx),
  ]);
  const delays = await Promise.all(found.map((person) => watchDelay(ctx, person, standing)));
  return {
    people: found.map(({ id, name }) => ({ id, name })),
    count: total,
    purposeless: found
      .map(({ id }) => id)
      .filter((id) => isPurposeAsked(ctx.user, id, settings) && !reasons.has(id)),
    wordsRequired: settings.wordsRequired,
    mayDelay: rightsOf(ctx.user.roles).includes('hold'),
    delayMinutes: delays.find((delay) => delay !== null)?.minutes ?? null,
  };
}

interface Wish {
  readonly person?: PersonId | null | undefined;
  readonly team?: TeamId | null | undefined;
}

/**
 * Whose recordings the user may search: one person's, a team's, or of all in reach; the first of them,
 * and how many there are. Throws `not-found` and `forbidden`, also where there is nobody.
 */
export async function peopleSought(
  ctx: ActorContext,
  { person, team }: Wish,
  most = MOST_PEOPLE_SEARCHED,
): Promise<{ readonly found: readonly SoughtPerson[]; readonly total: number }> {
  if (person) return { found: [(await reachPerson(ctx, 'watch', person)).person], total: 1 };
  const where = and(inReach(ctx, 'watch'), team ? eq(people.teamId, team) : undefined);
  const [found, [counted]] = await Promise.all([
    ctx.db.select().from(people).where(where).orderBy(asc(people.name), asc(people.id)).limit(most),
    ctx.db.select({ total: count() }).from(people).where(where),
  ]);
  if (found.length > 0) return { found, total: counted?.total ?? found.length };
  throw new AppError('forbidden', 'There is nobody here whose recordings you may watch.');
}

/** What the user said about watching these people, as long as it counts. */
async function purposesOver(
  { db, user, now }: UserContext,
  sought: readonly SoughtPerson[],
): Promise<ReadonlyMap<PersonId, PurposeId>> {
  const ids = sought.map(({ id }) => id);
  const rows = await db
    .selectDistinctOn([purposes.personId], { person: purposes.personId, id: purposes.id })
    .from(purposes)
    .where(
      and(
        eq(purposes.userId, user.id),
        inArray(purposes.personId, ids),
        gt(purposes.endsAt, now()),
      ),
    )
    .orderBy(asc(purposes.personId), desc(purposes.declaredAt));
  return new Map(rows.map(({ person, id }) => [person, id]));
}

/** What each of these people is searched for. Throws `purpose-required`. */
export async function requirePurposes(
  ctx: UserContext,
  sought: readonly SoughtPerson[],
): Promise<ReadonlyMap<PersonId, PurposeId>> {
  const [settings, reasons] = await Promise.all([
    readWatchingSettings(ctx.db),
    purposesOver(ctx, sought),
  ]);
  const missing = sought.find(
    ({ id }) => isPurposeAsked(ctx.user, id, settings) && !reasons.has(id),
  );
  if (missing === undefined) return reasons;
  throw new AppError('purpose-required', 'Say first why you search in this person’s recordings.', {
    details: { person: missing.id },
  });
}
