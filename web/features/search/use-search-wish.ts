import { PersonId, TeamId } from '@workcompanion/core/ids';
import type { NumberKind } from '@workcompanion/core/search/number-kinds';
import { useState } from 'react';
import { useQueryParam } from '../../components/use-query-param.ts';
import {
  isEnoughSought,
  type SearchedFor,
  SearchPlace,
  type StartSearch,
} from '../../contract/search.ts';

const DAY_MS = 86_400_000;
const USUAL_DAYS = 7;

/** "2026-11-25", so many days before today, by the clock of this browser. */
export function dateBefore(days: number): string {
  return dateOf((Date.now() - days * DAY_MS) * 1000);
}

/** "2026-11-25", by the clock of this browser. */
export function dateOf(micros: number): string {
  return new Date(micros / 1000).toLocaleDateString('sv');
}

/**
 * What is looked for and where. Whose recordings and which days stand in the address; words and program
 * never do, for addresses are kept by browsers and proxies.
 */
export function useSearchWish(before: StartSearch | null, offered: Partial<SearchedFor>) {
  const known = before ?? offered;
  const [person, setPerson] = useQueryParam('person');
  const [team, setTeam] = useQueryParam('team');
  const [from, setFrom] = useQueryParam('from');
  const [to, setTo] = useQueryParam('to');
  const [words, setWords] = useState(known.words ?? '');
  const [numbers, setNumbers] = useState<NumberKind | null>(known.numbers ?? null);
  const [program, setProgram] = useState(known.program ?? '');
  const [places, setPlaces] = useState<readonly SearchPlace[]>(known.places ?? SearchPlace.options);
  const [isFrontOnly, setFrontOnly] = useState(known.isFrontOnly ?? false);
  const firstDay = from || dateBefore(USUAL_DAYS - 1);
  const lastDay = to || dateBefore(0);
  const scope = {
    person: PersonId.safeParse(person).data ?? null,
    team: TeamId.safeParse(team).data ?? null,
  };
  const wish: StartSearch = {
    ...scope,
    words: words.trim(),
    numbers,
    program: program.trim() === '' ? null : program.trim(),
    places: [...places],
    isFrontOnly,
    display: null,
    from: startOf(firstDay, 0),
    to: startOf(lastDay, 1),
  };
  return {
    wish,
    /** Whether enough is said to search for. */
    isAsking: isEnoughSought(wish),
    scope,
    words,
    numbers,
    program,
    places,
    isFrontOnly,
    days: [firstDay, lastDay] as const,
    setWords,
    setNumbers,
    setProgram,
    setFrontOnly,
    /** One place at least stays. */
    setPlaces: (next: readonly SearchPlace[]): void => {
      if (next.length > 0) setPlaces(next);
    },
    setPerson: (id: string): void => {
      setPerson(id);
      setTeam('');
    },
    setTeam: (id: string): void => {
      setTeam(id);
      setPerson('');
    },
    setDays: (first: string, last: string): void => {
      setFrom(first);
      setTo(last);
    },
  };
}

export type SearchForm = ReturnType<typeof useSearchWish>;

/** UTC µs at which a day begins here, so many days later. */
function startOf(date: string, days: number): number {
  const [year = 1970, month = 1, day = 1] = date.split('-').map(Number);
  return new Date(year, month - 1, day + days).getTime() * 1000;
}
