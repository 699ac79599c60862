import type { PurposeReason } from '@workcompanion/core/access';
import type { PersonId, SearchId } from '@workcompanion/core/ids';
import { people } from '@workcompanion/db/schema/people';
import { purposes } from '@workcompanion/db/schema/purposes';
import { savedSearches } from '@workcompanion/db/schema/saved-searches';
import { searchPeople } from '@workcompanion/db/schema/search-people';
import { searches } from '@workcompanion/db/schema/searches';
import { users } from '@workcompanion/db/schema/users';
import { and, asc, eq, exists, gte, inArray, lt, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { ListSearches, SearchesPage } from '../../contract/search.ts';
import { assertRight } from '../auth/assert-right.ts';
import type { UserContext } from '../auth/user-context.ts';
import { keyset } from '../lists/keyset.ts';
import { isDisclosedTo } from '../watching/is-disclosed.ts';

const KEYS = { at: { value: searches.startedAt, type: 'timestamptz' } } as const;

/**
 * Who searched in whose recordings, and why: everything for auditors, and what concerns themselves for
 * the people recorded, without what is not disclosed to them yet. Throws `forbidden`.
 */
export async function listSearches(ctx: UserContext, wish: ListSearches): Promise<SearchesPage> {
  const isSelf = ctx.user.roles.includes('employee') && ctx.user.personId === wish.person;
  if (!isSelf || wish.person === undefined) assertRight(ctx.user, 'audit');
  const order = keyset({ keys: KEYS, id: { value: searches.id, type: 'uuid' }, ...wish });
  const rows = await ctx.db
    .select({ key: order.key, search: searches, user: { id: users.id, name: users.name } })
    .from(searches)
    .innerJoin(users, eq(users.id, searches.userId))
    .where(
      and(
        wish.user === undefined ? undefined : eq(searches.userId, wish.user),
        wish.from === undefined ? undefined : gte(searches.startedAt, wish.from),
        wish.to === undefined ? undefined : lt(searches.startedAt, wish.to),
        exists(peopleOf(ctx, wish, eq(searchPeople.searchId, searches.id))),
        order.after,
      ),
    )
    .orderBy(...order.by)
    .limit(wish.limit + 1);
  const { page, next } = order.cut(rows, { limit: wish.limit, idOf: ({ search }) => search.id });
  const ids = page.map(({ search }) => search.id);
  const told = Map.groupBy(
    await peopleOf(ctx, wish, inArray(searchPeople.searchId, ids)),
    ({ searchId }) => searchId,
  );
  return {
    items: page.map(({ search, user }) => ({
      ...factsOf(told.get(search.id) ?? []),
      id: search.id,
      at: search.startedAt,
      isSaved: search.savedSearchId !== null,
      user,
      from: search.footageFrom,
      to: search.footageTo,
      places: search.places,
    })),
    next,
  };
}

/** The same in a question within one over `searches`. */
const made = alias(searches, 'made');

/** Those of whom the reader may know that they were searched. */
function peopleOf(ctx: UserContext, { person }: ListSearches, where: SQL) {
  const { undisclosedUntil } = purposes;
  const reason = sql<PurposeReason | null>`coalesce(${purposes.reason}, ${savedSearches.reason})`;
  const note = sql<string | null>`coalesce(${purposes.note}, ${savedSearches.note})`;
  const { searchId, hits } = searchPeople;
  return ctx.db
    .select({ searchId, hits, id: people.id, name: people.name, reason, note, undisclosedUntil })
    .from(searchPeople)
    .innerJoin(people, eq(people.id, searchPeople.personId))
    .leftJoin(purposes, eq(purposes.id, searchPeople.purposeId))
    .innerJoin(made, eq(made.id, searchId))
    .leftJoin(savedSearches, eq(savedSearches.id, made.savedSearchId))
    .where(and(where, person === undefined ? undefined : eq(people.id, person), isDisclosedTo(ctx)))
    .orderBy(asc(people.name));
}

interface PersonTold {
  readonly searchId: SearchId;
  readonly id: PersonId;
  readonly name: string;
  readonly hits: number;
  readonly reason: PurposeReason | null;
  readonly note: string | null;
  readonly undisclosedUntil: number | null;
}

/** One reason is said for all people of a search, or each had been given before. */
function factsOf(told: readonly PersonTold[]) {
  const [first] = told;
  return {
    people: told.map(({ id, name }) => ({ id, name })),
    hits: told.reduce((sum, { hits }) => sum + hits, 0),
    reason: first?.reason ?? null,
    note: first?.note ?? null,
    undisclosedUntil: first?.undisclosedUntil ?? null,
  };
}
