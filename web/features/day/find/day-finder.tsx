'use client';

import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
} from 'react';
import type { PersonDay } from '../../../contract/people.ts';
import { type SearchHit, SearchPlace } from '../../../contract/search.ts';
import { readSearch } from '../../search/read-search.ts';

type State = 'idle' | 'running' | 'ended' | 'failed';

interface DayFinder {
  readonly isOpen: boolean;
  /** How often it was asked for: each time the field is ready to be written anew. */
  readonly calls: number;
  readonly state: State;
  /** Those of the last search, the earliest first. */
  readonly hits: readonly SearchHit[];
  readonly error: unknown;
  readonly open: () => void;
  readonly close: () => void;
  readonly find: (words: string) => void;
}

const NONE: readonly SearchHit[] = [];
const DayFinderContext = createContext<DayFinder>({
  isOpen: false,
  calls: 0,
  state: 'idle',
  hits: NONE,
  error: null,
  open: () => {},
  close: () => {},
  find: () => {},
});

export function useDayFinder(): DayFinder {
  return useContext(DayFinderContext);
}

interface DayFinderProviderProps {
  readonly day: PersonDay;
  readonly children: ReactNode;
}

/** Words looked for in this day: Ctrl or ⌘ with F. Each search of them is logged as any other. */
export function DayFinderProvider({ day, children }: DayFinderProviderProps) {
  const { person, from, to, rights } = day;
  const [isOpen, setOpen] = useState(false);
  const [calls, setCalls] = useState(0);
  const open = useCallback((): void => {
    setOpen(true);
    setCalls((before) => before + 1);
  }, []);
  const [asked, setAsked] = useState<{ readonly words: string } | null>(null);
  const [found, setFound] = useState<Pick<DayFinder, 'state' | 'hits' | 'error'>>(IDLE);
  const mayFind = rights.includes('watch');
  useEffect(() => {
    if (!mayFind) return;
    const onKey = (event: KeyboardEvent): void => {
      const isFind = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (!isFind || event.key.toLowerCase() !== 'f') return;
      event.preventDefault();
      open();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [mayFind, open]);
  useEffect(() => {
    if (asked === null) return;
    const leaving = new AbortController();
    const wish = {
      words: asked.words,
      numbers: null,
      places: [...SearchPlace.options],
      person: person.id,
      team: null,
      from,
      to,
      program: null,
      display: null,
      isFrontOnly: false,
    };
    const run = async (): Promise<void> => {
      const hits: SearchHit[] = [];
      for await (const lines of readSearch(wish, leaving.signal)) {
        hits.push(...lines.filter((line) => line.kind === 'hit'));
        const isOver = lines.some((line) => line.kind === 'ended');
        const sorted = hits.toSorted((a, b) => a.from - b.from);
        setFound({ state: isOver ? 'ended' : 'running', hits: sorted, error: null });
      }
    };
    run().catch((error: unknown) => {
      if (!leaving.signal.aborted) setFound({ state: 'failed', hits: NONE, error });
    });
    return () => leaving.abort();
  }, [asked, person.id, from, to]);
  const finder = useMemo(
    () => ({
      ...found,
      isOpen,
      calls,
      open,
      close: () => {
        setOpen(false);
        setAsked(null);
        setFound(IDLE);
      },
      // The hits of the words before are none of these.
      find: (words: string) => {
        setFound({ ...IDLE, state: 'running' });
        setAsked({ words });
      },
    }),
    [found, isOpen, calls, open],
  );
  return <DayFinderContext value={finder}>{children}</DayFinderContext>;
}

const IDLE = { state: 'idle', hits: NONE, error: null } as const;
