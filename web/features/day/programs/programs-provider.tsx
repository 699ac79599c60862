'use client';

import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import type { PersonDay } from '../../../contract/people.ts';
import { PROGRAM_ROUTES, type ProgramLane } from '../../../contract/programs.ts';
import { useRoute } from '../../api/use-route.ts';

interface Programs {
  /** One for each computer of which something was noted. */
  readonly lanes: readonly ProgramLane[];
  /** The only program that is shown; null: all. */
  readonly chosen: string | null;
  readonly choose: (program: string | null) => void;
}

const ProgramsContext = createContext<Programs>({ lanes: [], chosen: null, choose: () => {} });

export function usePrograms(): Programs {
  return useContext(ProgramsContext);
}

/** Tracks come every ten minutes. */
const REFRESH_MS = 5 * 60_000;
const NONE: readonly ProgramLane[] = [];

interface ProgramsProviderProps {
  readonly day: PersonDay;
  readonly children: ReactNode;
}

/** The day's programs, for the timeline and for the panel. */
export function ProgramsProvider({ day, children }: ProgramsProviderProps) {
  const { person, date, from, to, now, rights } = day;
  const [chosen, choose] = useState<string | null>(null);
  const { data } = useRoute(
    PROGRAM_ROUTES.readDayPrograms,
    { person: person.id, date },
    {
      enabled: rights.includes('watch'),
      refetchInterval: now >= from && now < to ? REFRESH_MS : false,
      // To be told again is to have watched again.
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
    },
  );
  const lanes = data?.lanes ?? NONE;
  const programs = useMemo(() => ({ lanes, chosen, choose }), [lanes, chosen]);
  return <ProgramsContext value={programs}>{children}</ProgramsContext>;
}
