import type { NumberKind } from '@workcompanion/core/search/number-kinds';
import { useEffect, useRef, useState } from 'react';
import type { Clip } from '../../contract/clips.ts';
import type { SearchCoverage, SearchHit, SearchLine, StartSearch } from '../../contract/search.ts';
import { readSearch } from '../search/read-search.ts';
import { coverTexts, type FoundText } from './cover-text.ts';

/** µs. What was read just beside the clip may reach into it. */
const BESIDE = 10_000_000;

interface Found {
  readonly isRunning: boolean;
  readonly found: readonly FoundText[] | null;
  readonly coverage: SearchCoverage | null;
  readonly error: unknown;
}

const NOT_BEGUN: Found = { isRunning: false, found: null, coverage: null, error: null };

/** A search like any other, in the log too; all its hits, however many. */
export function useFindTexts(clip: Clip) {
  const [state, setState] = useState(NOT_BEGUN);
  const leaving = useRef(new AbortController());
  useEffect(() => () => leaving.current.abort(), []);
  const find = (words: string, numbers: NumberKind | null): void => {
    leaving.current.abort();
    leaving.current = new AbortController();
    const { signal } = leaving.current;
    setState({ ...NOT_BEGUN, isRunning: true });
    allHits(clip, { words, numbers }, signal)
      .then(({ hits, coverage }) => {
        if (signal.aborted) return;
        setState({ ...NOT_BEGUN, found: coverTexts(hits, clip), coverage });
      })
      .catch((error: unknown) => {
        if (!signal.aborted) setState({ ...NOT_BEGUN, error });
      });
  };
  return { ...state, find };
}

type Ended = Extract<SearchLine, { kind: 'ended' }>;

async function allHits(
  clip: Clip,
  sought: { readonly words: string; readonly numbers: NumberKind | null },
  signal: AbortSignal,
) {
  const hits: SearchHit[] = [];
  let coverage: SearchCoverage | null = null;
  for (let to: number | null = clip.to + BESIDE; to !== null; ) {
    const wish: StartSearch = {
      ...sought,
      places: ['texts'],
      person: clip.person.id,
      team: null,
      program: null,
      display: null,
      isFrontOnly: false,
      from: clip.from - BESIDE,
      to,
    };
    let end: Ended | null = null;
    for await (const lines of readSearch(wish, signal)) {
      hits.push(...lines.filter((line) => line.kind === 'hit'));
      end = lines.find((line) => line.kind === 'ended') ?? end;
    }
    if (end === null) break;
    // The first is about all of the time; what did not open is told by each for itself.
    const unreadable: number = (coverage?.unreadable ?? 0) + end.coverage.unreadable;
    coverage = { ...(coverage ?? end.coverage), unreadable };
    to = end.olderThan;
  }
  return { hits, coverage };
}
