'use client';

import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import type { PersonDay } from '../../../contract/people.ts';
import { THUMBNAIL_ROUTES } from '../../../contract/thumbnails.ts';
import { useRoute } from '../../api/use-route.ts';
import { loadThumbnails } from './load-thumbnails.ts';
import { indexThumbnails, NO_THUMBNAILS, type ThumbnailIndex } from './thumbnail-index.ts';
import { ThumbnailStore } from './thumbnail-store.ts';

interface ThumbnailsProviderProps {
  readonly day: PersonDay;
  readonly children: ReactNode;
}

/** The day's thumbnails, for the timeline and for the screens. */
export function ThumbnailsProvider({ day, children }: ThumbnailsProviderProps) {
  const index = useDayThumbnails(day);
  const [store, setStore] = useState<ThumbnailStore | null>(null);
  useEffect(() => {
    const opened = new ThumbnailStore(loadThumbnails);
    setStore(opened);
    return () => opened.close();
  }, []);
  useEffect(() => store?.setIndex(index), [store, index]);
  const thumbnails = useMemo(() => ({ index, store }), [index, store]);
  return <ThumbnailsContext value={thumbnails}>{children}</ThumbnailsContext>;
}

interface Thumbnails {
  readonly index: ThumbnailIndex;
  /** Null while the page begins. */
  readonly store: ThumbnailStore | null;
}

const ThumbnailsContext = createContext<Thumbnails>({ index: NO_THUMBNAILS, store: null });

export function useThumbnails(): Thumbnails {
  return useContext(ThumbnailsContext);
}

const LIVE_REFRESH_MS = 15_000;
/** Thumbnails come some seconds after uploads, which go on a while after midnight. */
const AFTERMATH_MICROS = 15 * 60_000_000;

/** Which thumbnails there are. None for somebody who may see the day but not watch it. */
function useDayThumbnails(day: PersonDay): ThumbnailIndex {
  const { person, date, from, to, now, rights } = day;
  const isGrowing = now >= from && now < to + AFTERMATH_MICROS;
  const { data } = useRoute(
    THUMBNAIL_ROUTES.readDayThumbnails,
    { person: person.id, date },
    {
      select: indexThumbnails,
      enabled: rights.includes('watch'),
      refetchInterval: isGrowing ? LIVE_REFRESH_MS : false,
      retry: false,
    },
  );
  return data ?? NO_THUMBNAILS;
}
