'use client';

import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { PersonDay } from '../../../contract/people.ts';
import { loadThumbnails } from './load-thumbnails.ts';
import { ThumbnailStore } from './thumbnail-store.ts';
import { ThumbnailsContext } from './thumbnails-context.ts';
import { useDayThumbnails } from './use-day-thumbnails.ts';

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
