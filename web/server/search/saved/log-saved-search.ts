import { newId, SearchId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { savedSearches } from '@workcompanion/db/schema/saved-searches';
import { searchPeople } from '@workcompanion/db/schema/search-people';
import { searches } from '@workcompanion/db/schema/searches';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, gte, lte, sql } from 'drizzle-orm';
import type { Stretch } from '../../auth/reach/reach.ts';
import type { ActorContext } from '../../auth/user-context.ts';
import { openWords, sealWords } from '../sealed-words.ts';
import type { SoughtPerson } from '../search-scope.ts';

const DAY = 24 * 3_600_000_000;

interface Look {
  readonly saved: typeof savedSearches.$inferSelect;
  /** All that it goes over. */
  readonly people: readonly SoughtPerson[];
  readonly person: SoughtPerson;
  /** What is looked through. */
  readonly days: Stretch;
  readonly at: number;
}

/**
 * Writes down, before a key is opened, that a saved search looks at somebody: a search a day, however often
 * it looks. What is found is counted into it.
 */
export async function logSavedSearch(ctx: ActorContext, look: Look) {
  const id = await searchOfToday(ctx, look);
  const { person } = look;
  await ctx.db
    .insert(searchPeople)
    .values({ searchId: id, personId: person.id })
    .onConflictDoNothing();
  const ofPerson = and(eq(searchPeople.searchId, id), eq(searchPeople.personId, person.id));
  return {
    /** Counted anew at each look: a later one finds at least what an earlier one did. */
    async count(hits: number): Promise<void> {
      await ctx.db
        .update(searchPeople)
        .set({ hits: sql`greatest(${searchPeople.hits}, ${hits})` })
        .where(ofPerson);
      const all = sql`(select sum(${searchPeople.hits}) from ${searchPeople}
        where ${searchPeople.searchId} = ${id})`;
      const done = { endedAt: ctx.now(), outcome: 'through', hits: all } as const;
      await ctx.db.update(searches).set(done).where(eq(searches.id, id));
    },
  };
}

/** Another one where it looks further back than it did today. */
async function searchOfToday(
  ctx: ActorContext,
  { saved, people, days, at }: Look,
): Promise<SearchId> {
  const today = Math.floor(at / DAY) * DAY;
  const { savedSearchId, startedAt, footageFrom, footageTo } = searches;
  return withTransaction(ctx.db, async (tx) => {
    const [known] = await tx
      .select({ id: searches.id })
      .from(searches)
      .where(
        and(
          eq(savedSearchId, saved.id),
          gte(startedAt, today),
          lte(footageFrom, days.from),
          gte(footageTo, days.to),
        ),
      )
      .limit(1);
    if (known !== undefined) return known.id;
    const id = newId(SearchId, at / 1000);
    const to = Math.max(days.to, today + DAY);
    const { teamId, places } = saved;
    await tx.insert(searches).values({
      id,
      userId: ctx.user.id,
      savedSearchId: saved.id,
      sealed: sealWords(
        ctx,
        `search:${id}`,
        openWords(ctx, `saved-search:${saved.id}`, saved.sealed),
      ),
      teamId,
      places,
      footageFrom: days.from,
      footageTo: to,
      startedAt: at,
    });
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'search.made',
      entityType: 'search',
      entityId: id,
      details: {
        people: people.map((person) => person.id),
        team: teamId,
        from: days.from,
        to,
        places,
        savedSearch: saved.id,
      },
    });
    return id;
  });
}
