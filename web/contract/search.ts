import { PurposeReason } from '@workcompanion/core/access';
import { DeviceId, PersonId, SearchId, TeamId, UserId } from '@workcompanion/core/ids';
import { DisplayName, UtcMicros } from '@workcompanion/core/protocol/primitives';
import { NumberKind } from '@workcompanion/core/search/number-kinds';
import { z } from 'zod';
import { defineRoutes } from './define-routes.ts';
import { MicrosParam } from './micros-param.ts';
import { sortOf } from './sort.ts';
import { sortedPage } from './sorted-page.ts';
import { told, toldShape } from './told.ts';
import { WatchingSettings } from './watching.ts';

/** One search goes over so many people at most. */
export const MOST_PEOPLE_SEARCHED = 25;
/** One search tells so many hits at most; who wants older ones asks for them. */
export const MOST_HITS = 500;
/** A signed report is about so many days at most. */
export const MOST_REPORT_DAYS = 92;
/** Letters, once folded: less would be on every screen. */
export const FEWEST_LETTERS = 2;

/** Where words are looked for: titles of windows, names of programs, and text that was read from screens. */
export const SearchPlace = z.enum(['titles', 'programs', 'texts']);
export type SearchPlace = z.infer<typeof SearchPlace>;

/** Whose recordings: one person's, a team's, or (neither) of all whom the user may watch. */
export const ReadSearchScope = z.object({
  person: PersonId.optional(),
  team: TeamId.optional(),
});
export type ReadSearchScope = z.infer<typeof ReadSearchScope>;

const PersonSought = z.object({ id: PersonId, name: z.string() });

/** Whom a search would go over, and what has to be said before. */
export const SearchScope = z.object({
  /** The first of them, by name. */
  people: z.array(PersonSought).max(MOST_PEOPLE_SEARCHED),
  /** So many are there. */
  count: z.number().int(),
  /** Those of whom the user has not said yet why. */
  purposeless: z.array(PersonId),
  wordsRequired: WatchingSettings.shape.wordsRequired.unwrap(),
  mayDelay: z.boolean(),
  /** How old a recording must be before the user sees it, of some of them at least; null: of none. */
  delayMinutes: z.number().int().nullable(),
});
export type SearchScope = z.infer<typeof SearchScope>;

/** What is looked for, where, and in whose recordings. */
export const SearchedFor = z.object({
  /** Words that must all be there, in any order; what stands between quotation marks, as it is. */
  words: z.string().trim().max(200).default(''),
  /** A valid number of this kind must be there, whatever number it is. */
  numbers: NumberKind.nullable().default(null),
  places: z.array(SearchPlace).min(1).max(SearchPlace.options.length),
  person: PersonId.nullable().default(null),
  team: TeamId.nullable().default(null),
  /** Only while this program was in front; as the system names it. */
  program: z.string().trim().min(1).max(200).nullable().default(null),
  /** Leaves out windows that others lay before. */
  isFrontOnly: z.boolean().default(false),
});
export type SearchedFor = z.infer<typeof SearchedFor>;

/** A search is for words, for a kind of number, or for both. */
export function isSomethingSought({ words, numbers }: Pick<SearchedFor, 'words' | 'numbers'>) {
  return words !== '' || numbers !== null;
}
export const NOTHING_SOUGHT = { message: 'words or a kind of number have to be said' };

/** What is not refused for being on every screen; `words` without the space around them. */
export function isEnoughSought({ words, numbers }: Pick<SearchedFor, 'words' | 'numbers'>) {
  return words.length >= FEWEST_LETTERS || (words === '' && numbers !== null);
}

export const StartSearch = SearchedFor.extend({
  /** Shown on a screen in [from, to), UTC µs. */
  from: UtcMicros,
  to: UtcMicros,
  display: DisplayName.nullable().default(null),
})
  .refine(({ from, to }) => from < to, { message: 'the time ends before it begins' })
  .refine(isSomethingSought, NOTHING_SOUGHT);
export type StartSearch = z.infer<typeof StartSearch>;

const Mark = z.object({ from: z.number().int(), to: z.number().int() });
const Box = z.object({
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
});

/** Something that was on a screen and holds the words. */
export const SearchHit = z.object({
  kind: z.literal('hit'),
  place: told(SearchPlace),
  person: PersonId,
  device: DeviceId,
  /** Null where it is not known on which one a window lay. */
  display: z.string().nullable(),
  /** The size of that display in pixels. */
  screen: z.object({ width: z.number(), height: z.number() }).nullable(),
  /** How long it stood there without a change; clipped to what the user may see. */
  from: UtcMicros,
  to: UtcMicros,
  program: z.string().nullable(),
  title: z.string().nullable(),
  /** The line that was read; null for windows. */
  text: z.string().nullable(),
  /** Where the words stand in the text, else in the title, else in the program's name; in UTF-16 units. */
  marks: z.array(Mark),
  /** Where the line or the window is on its display, in pixels; null where that is not known. */
  box: Box.nullable(),
  /** False for a window that lay behind another one. */
  isFront: z.boolean(),
});
export type SearchHit = z.infer<typeof SearchHit>;

/** How far was looked, which every answer says: nothing found is nothing found there alone. */
export const SearchCoverage = z.object({
  /** µs of footage in the time that was asked for, of all displays. */
  recordedMicros: z.number().int(),
  /** µs in which windows were noted. */
  windowsMicros: z.number().int(),
  /** µs of footage whose text was read. */
  textsMicros: z.number().int(),
  /** People of whom no window was noted there, and no text read. */
  peopleNotNoted: z.number().int(),
  peopleNotRead: z.number().int(),
  /** Pieces that lie here and do not open: their key was destroyed, or they are lost. */
  unreadable: z.number().int(),
});
export type SearchCoverage = z.infer<typeof SearchCoverage>;

/** What a search says while it goes on, a line of JSON each, the newest hits first. */
export const SearchLine = toldShape('kind', [
  z.object({
    kind: z.literal('began'),
    search: SearchId,
    people: z.array(PersonSought.extend({ timeZone: z.string() })),
  }),
  SearchHit,
  z.object({
    kind: z.literal('progress'),
    /** All that is younger was looked through. */
    searchedTo: UtcMicros,
  }),
  z.object({
    kind: z.literal('ended'),
    hits: z.number().int(),
    /** Null: all was looked through. Else it had told as many hits as one search does; older ones are left. */
    olderThan: UtcMicros.nullable(),
    coverage: SearchCoverage,
  }),
  z.object({ kind: z.literal('failed'), code: z.string(), requestId: z.string() }),
]);
export type SearchLine = z.infer<typeof SearchLine>;

/** One search, as auditors and the people it went over read of it. Its words are not told. */
const LoggedSearch = z.object({
  id: SearchId,
  at: UtcMicros,
  user: z.object({ id: UserId, name: z.string() }),
  /** A day's work of a search that goes on by itself. */
  isSaved: z.boolean(),
  /** Whose recordings it went over: all of them for auditors, and the reader alone for others. */
  people: z.array(PersonSought),
  from: UtcMicros,
  to: UtcMicros,
  places: z.array(told(SearchPlace)),
  reason: told(PurposeReason).nullable(),
  note: z.string().nullable(),
  /** What it showed of those people. */
  hits: z.number().int(),
  /** Until when nobody but compliance and auditors is told of it; null for what everybody may know. */
  undisclosedUntil: UtcMicros.nullable(),
});
export type LoggedSearch = z.infer<typeof LoggedSearch>;

export const SearchSort = sortOf(['at']);

export const ListSearches = z.object({
  person: PersonId.optional(),
  user: UserId.optional(),
  /** Searched in; UTC µs. */
  from: MicrosParam.optional(),
  to: MicrosParam.optional(),
  ...sortedPage(SearchSort, '-at'),
});
export type ListSearches = z.infer<typeof ListSearches>;

export const SearchesPage = z.object({
  items: z.array(LoggedSearch),
  next: z.string().nullable(),
});
export type SearchesPage = z.infer<typeof SearchesPage>;

export const SEARCH_ROUTES = defineRoutes({
  /** The words go in the body: addresses stand in logs. */
  startSearch: {
    method: 'POST',
    path: '/api/portal/searches',
    body: StartSearch,
    answer: 'application/x-ndjson',
  },
  /** Searches anew, and signs how far was looked and how often the words were found. */
  makeSearchReport: {
    method: 'POST',
    path: '/api/portal/search-reports',
    body: StartSearch,
    answer: 'application/zip',
  },
  readSearchScope: {
    method: 'GET',
    path: '/api/portal/searches/scope',
    query: ReadSearchScope,
    answer: SearchScope,
  },
  listSearches: {
    method: 'GET',
    path: '/api/portal/searches',
    query: ListSearches,
    answer: SearchesPage,
  },
});
