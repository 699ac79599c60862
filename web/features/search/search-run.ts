import { useSyncExternalStore } from 'react';
import type { SearchedFor, SearchHit, SearchLine, StartSearch } from '../../contract/search.ts';
import { readSearch } from './read-search.ts';

type Began = Extract<SearchLine, { kind: 'began' }>;
type Ended = Extract<SearchLine, { kind: 'ended' }>;

/** One search as far as it has come. */
export interface SearchRun {
  readonly wish: StartSearch;
  readonly state: 'running' | 'ended' | 'stopped' | 'failed';
  readonly people: Began['people'];
  readonly hits: readonly SearchHit[];
  /** All that is younger was looked through; UTC µs. */
  readonly searchedTo: number;
  readonly end: Ended | null;
  readonly error: unknown;
}

let current: SearchRun | null = null;
let stopping = new AbortController();
const listeners = new Set<() => void>();

function show(next: SearchRun | null): void {
  current = next;
  for (const listener of listeners) listener();
}

/**
 * The last search of this tab. It is kept while other pages are open, so that whoever comes back from a
 * day finds it again; and in memory alone, since its words belong in no address and on no disk.
 */
export function useSearchRun(): SearchRun | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
    () => null,
  );
}

type Offer = Partial<Omit<SearchedFor, 'person' | 'team'>>;

let offered: { readonly sought: Offer; readonly count: number } = { sought: {}, count: 0 };

/** Puts what is looked for into the search page, wherever it is opened next or open already. */
export function offerSearch(sought: Offer): void {
  offered = { sought, count: offered.count + 1 };
  forgetSearch();
}

/** What was offered last; its count tells one from the next. */
export function useOffered(): typeof offered {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => offered,
    () => offered,
  );
}

/** Ends the one that runs, as far as it has come. */
export function stopSearch(): void {
  stopping.abort();
  if (current?.state === 'running') show({ ...current, state: 'stopped' });
}

export function forgetSearch(): void {
  stopSearch();
  show(null);
}

/** Begins a search, or goes on with the older hits of the last one. */
export async function runSearch(wish: StartSearch, before: SearchRun | null = null): Promise<void> {
  stopping.abort();
  stopping = new AbortController();
  const { signal } = stopping;
  const hits = before?.hits ?? [];
  show({
    wish: before?.wish ?? wish,
    state: 'running',
    people: before?.people ?? [],
    hits,
    searchedTo: wish.to,
    end: null,
    error: null,
  });
  try {
    for await (const lines of readSearch(wish, signal)) {
      if (signal.aborted) return;
      if (current !== null) show(lines.reduce(withLine, current));
    }
  } catch (error) {
    if (signal.aborted || current === null) return;
    show({ ...current, state: 'failed', error });
  }
}

function withLine(run: SearchRun, line: SearchLine): SearchRun {
  switch (line.kind) {
    case 'began':
      return { ...run, people: line.people };
    case 'hit':
      return { ...run, hits: [...run.hits, line] };
    case 'progress':
      return { ...run, searchedTo: line.searchedTo };
    case 'ended':
      return { ...run, state: 'ended', end: line };
    default:
      return run;
  }
}
