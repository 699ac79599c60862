import { AppError } from '@workcompanion/core/errors';
import { newId, SavedSearchId } from '@workcompanion/core/ids';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { savedSearches } from '@workcompanion/db/schema/saved-searches';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, isNull } from 'drizzle-orm';
import { type ControlAnswer, Why } from '../../../contract/control.ts';
import {
  MOST_PEOPLE_SAVED,
  MOST_SAVED_DAYS,
  OneSavedSearch,
  type SaveSearch,
} from '../../../contract/saved-searches.ts';
import { assertRight } from '../../auth/assert-right.ts';
import { rightsOf } from '../../auth/rights.ts';
import type { UserContext } from '../../auth/user-context.ts';
import { askOrApply } from '../../control/ask-or-apply.ts';
import type { ControlledChange } from '../../control/controlled-change.ts';
import { sealWords } from '../sealed-words.ts';
import { peopleSought } from '../search-scope.ts';
import { queryOf } from '../start-search.ts';

const DAY = 24 * 3_600_000_000;

const Wish = OneSavedSearch.extend(Why.shape);

/** A search that goes on by itself begins: its words stay in its own row, sealed. */
export const BEGIN_SAVED_SEARCH: ControlledChange<typeof Wish._output, OneSavedSearch> = {
  kind: 'saved-search',
  wish: Wish,
  right: 'export',
  async judge(tx, _ctx, { savedSearch }) {
    const row = await findSavedSearch(tx, savedSearch);
    const { userId, personId: person, teamId: team, footageFrom, endsAt } = row;
    return {
      gains: ['searches-on'],
      favoured: { users: [userId], roles: [] },
      subject: `saved-search:${savedSearch}`,
      facts: { person, team, from: footageFrom, endsAt },
      state: { endsAt, isEnded: row.endedAt !== null },
    };
  },
  async apply(tx, ctx, { savedSearch }, agreement) {
    const at = ctx.now();
    await tx.update(savedSearches).set({ agreedAt: at }).where(eq(savedSearches.id, savedSearch));
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'saved-search.began',
      entityType: 'saved-search',
      entityId: savedSearch,
      details: agreement,
    });
    return { savedSearch };
  },
};

/**
 * Makes a search that looks again whenever more can be searched, once a second person agrees. Throws
 * `forbidden`, `invalid-input`, `too-many-people`, `nobody-can-agree`.
 */
export async function saveSearch(
  ctx: UserContext,
  wish: SaveSearch,
): Promise<ControlAnswer<OneSavedSearch>> {
  assertRight(ctx.user, 'export');
  const at = ctx.now();
  queryOf({ ...wish, display: null });
  if (wish.from < at - MOST_SAVED_DAYS * DAY) {
    throw new AppError('invalid-input', `It begins ${MOST_SAVED_DAYS} days ago at most.`);
  }
  const { total: people } = await peopleSought(ctx, wish, MOST_PEOPLE_SAVED);
  if (people > MOST_PEOPLE_SAVED) {
    throw new AppError('too-many-people', `It goes over ${MOST_PEOPLE_SAVED} people at most.`, {
      details: { people },
    });
  }
  const id = newId(SavedSearchId, at / 1000);
  await ctx.db.insert(savedSearches).values({
    id,
    userId: ctx.user.id,
    sealed: sealWords(ctx, `saved-search:${id}`, wish),
    personId: wish.person,
    teamId: wish.team,
    places: wish.places,
    isFrontOnly: wish.isFrontOnly,
    reason: wish.reason,
    note: wish.note,
    footageFrom: wish.from,
    createdAt: at,
    endsAt: at + wish.days * DAY,
  });
  // Where nobody could be asked it never begins, and nobody is told of it.
  return askOrApply(ctx, BEGIN_SAVED_SEARCH, { savedSearch: id, why: wish.note });
}

/** Who made it ends it, or anybody who may agree to one. Throws `not-found`, `forbidden`. */
export async function endSavedSearch(
  ctx: UserContext,
  { savedSearch: id }: OneSavedSearch,
): Promise<void> {
  await withTransaction(ctx.db, async (tx) => {
    const { userId } = await findSavedSearch(tx, id);
    const mayEnd = userId === ctx.user.id || rightsOf(ctx.user.roles).includes('agree');
    if (!mayEnd) throw new AppError('forbidden', 'Who made it can end it, or may agree to one.');
    const at = ctx.now();
    const ended = await tx
      .update(savedSearches)
      .set({ endedAt: at })
      .where(and(eq(savedSearches.id, id), isNull(savedSearches.endedAt)))
      .returning({ id: savedSearches.id });
    if (ended.length === 0) return;
    await appendAuditEntry(tx, ctx, {
      at,
      action: 'saved-search.ended',
      entityType: 'saved-search',
      entityId: id,
    });
  });
}

async function findSavedSearch(tx: Tx, id: SavedSearchId) {
  const [row] = await tx.select().from(savedSearches).where(eq(savedSearches.id, id)).for('update');
  if (row === undefined) throw new AppError('not-found', `There is no saved search ${id}.`);
  return row;
}
