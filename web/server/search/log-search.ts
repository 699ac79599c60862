import { newId, type PersonId, type PurposeId, SearchId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { searchPeople } from '@workcompanion/db/schema/search-people';
import { searches } from '@workcompanion/db/schema/searches';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq } from 'drizzle-orm';
import type { StartSearch } from '../../contract/search.ts';
import type { UserContext } from '../auth/user-context.ts';
import { sealWords } from './sealed-words.ts';
import type { SoughtPerson } from './search-scope.ts';

interface SearchFacts {
  readonly wish: StartSearch;
  readonly people: readonly SoughtPerson[];
  readonly purposes: ReadonlyMap<PersonId, PurposeId>;
}

/** A search that stands in the log, and what it has told so far. */
export class StartedSearch {
  readonly id: SearchId;
  readonly told = new Map<PersonId, number>();
  isOver = false;

  constructor(id: SearchId) {
    this.id = id;
  }

  count(person: PersonId): void {
    this.told.set(person, (this.told.get(person) ?? 0) + 1);
  }

  get hits(): number {
    return [...this.told.values()].reduce((sum, hits) => sum + hits, 0);
  }
}

/** Writes down who searches in whose recordings, and why; the words are sealed, and told in no other log. */
export async function beginSearch(
  ctx: UserContext,
  { wish, people, purposes }: SearchFacts,
): Promise<StartedSearch> {
  const at = ctx.now();
  const id = newId(SearchId, at / 1000);
  const { places, team, from, to } = wish;
  await withTransaction(ctx.db, async (tx) => {
    await tx.insert(searches).values({
      id,
      userId: ctx.user.id,
      sessionId: ctx.session.id,
      sealed: sealWords(ctx, `search:${id}`, wish),
      teamId: team,
      places,
      footageFrom: from,
      footageTo: to,
      startedAt: at,
    });
    await tx.insert(searchPeople).values(
      people.map((person) => ({
        searchId: id,
        personId: person.id,
        purposeId: purposes.get(person.id) ?? null,
      })),
    );
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'search.made',
      entityType: 'search',
      entityId: id,
      details: { people: people.map((person) => person.id), team, from, to, places },
    });
  });
  return new StartedSearch(id);
}

/** Once, however often it is called. */
export async function endSearch(
  { db, now }: Pick<UserContext, 'db' | 'now'>,
  search: StartedSearch,
  outcome: 'through' | 'full' | 'cancelled' | 'failed',
): Promise<void> {
  if (search.isOver) return;
  search.isOver = true;
  await db
    .update(searches)
    .set({ endedAt: now(), outcome, hits: search.hits })
    .where(eq(searches.id, search.id));
  for (const [person, hits] of search.told) {
    await db
      .update(searchPeople)
      .set({ hits })
      .where(and(eq(searchPeople.searchId, search.id), eq(searchPeople.personId, person)));
  }
}
