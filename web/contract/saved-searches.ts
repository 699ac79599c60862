import { PurposeReason } from '@workcompanion/core/access';
import { PersonId, SavedSearchId, TeamId, UserId } from '@workcompanion/core/ids';
import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { NumberKind } from '@workcompanion/core/search/number-kinds';
import { z } from 'zod';
import { controlAnswer } from './control.ts';
import { defineRoutes } from './define-routes.ts';
import { isSomethingSought, NOTHING_SOUGHT, SearchedFor } from './search.ts';
import { told } from './told.ts';

/** A saved search ends by itself after so many days at most, and begins so many before today at most. */
export const MOST_SAVED_DAYS = 90;
/** It goes over so many people at most. */
export const MOST_PEOPLE_SAVED = 500;
/** So many days are told with one saved search, the latest finds first. */
export const MOST_FINDS_TOLD = 50;

export const SaveSearch = SearchedFor.extend({
  /** What was shown on screens before is not looked at; UTC µs. */
  from: UtcMicros,
  days: z.number().int().min(1).max(MOST_SAVED_DAYS),
  /** Told to the people searched, and to whoever has to agree. */
  reason: PurposeReason,
  note: z.string().trim().min(1).max(500),
}).refine(isSomethingSought, NOTHING_SOUGHT);
export type SaveSearch = z.infer<typeof SaveSearch>;

const Named = <S extends z.ZodType>(id: S) => z.object({ id, name: z.string() });

/** Days of one person on which something was found, and how often. */
const SavedSearchFind = z.object({
  person: Named(PersonId),
  /** "2026-11-24", by the person's calendar. */
  date: z.string(),
  from: UtcMicros,
  to: UtcMicros,
  hits: z.number().int(),
  foundAt: UtcMicros,
});
export type SavedSearchFind = z.infer<typeof SavedSearchFind>;

const SavedSearchState = z.enum(['waiting', 'refused', 'on', 'ended']);

export const SavedSearch = z.object({
  id: SavedSearchId,
  by: Named(UserId),
  isOwn: z.boolean(),
  /** Null for those who need not know it: only who made it and who may agree to it are told. */
  sought: z
    .object({
      words: z.string(),
      numbers: told(NumberKind).nullable(),
      program: z.string().nullable(),
    })
    .nullable(),
  places: SearchedFor.shape.places,
  isFrontOnly: z.boolean(),
  /** One person, a team, or (neither) everybody whom its maker may watch. */
  person: Named(PersonId).nullable(),
  team: Named(TeamId).nullable(),
  reason: told(PurposeReason),
  note: z.string(),
  from: UtcMicros,
  createdAt: UtcMicros,
  endsAt: UtcMicros,
  state: told(SavedSearchState),
  /** All that could be searched before was looked at; null: it has not looked yet. */
  lookedAt: UtcMicros.nullable(),
  /** The latest first; told to who made it. */
  finds: z.array(SavedSearchFind),
  mayEnd: z.boolean(),
});
export type SavedSearch = z.infer<typeof SavedSearch>;

export const SavedSearches = z.object({ items: z.array(SavedSearch) });
export type SavedSearches = z.infer<typeof SavedSearches>;

export const OneSavedSearch = z.object({ savedSearch: SavedSearchId });
export type OneSavedSearch = z.infer<typeof OneSavedSearch>;

export const SAVED_SEARCH_ROUTES = defineRoutes({
  saveSearch: {
    method: 'POST',
    path: '/api/portal/saved-searches',
    body: SaveSearch,
    answer: controlAnswer(OneSavedSearch),
  },
  listSavedSearches: {
    method: 'GET',
    path: '/api/portal/saved-searches',
    answer: SavedSearches,
  },
  endSavedSearch: {
    method: 'POST',
    path: '/api/portal/saved-searches/end',
    body: OneSavedSearch,
    answer: null,
  },
});
