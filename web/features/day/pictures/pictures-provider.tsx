'use client';

import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { PersonDay } from '../../../contract/people.ts';
import { loadPictures } from './load-pictures.ts';
import { PictureStore } from './picture-store.ts';
import { PicturesContext } from './pictures-context.ts';
import { useDayPictures } from './use-day-pictures.ts';

interface PicturesProviderProps {
  readonly day: PersonDay;
  readonly children: ReactNode;
}

/** The day's small pictures, for the timeline and for the screens. */
export function PicturesProvider({ day, children }: PicturesProviderProps) {
  const index = useDayPictures(day);
  const [store, setStore] = useState<PictureStore | null>(null);
  useEffect(() => {
    const opened = new PictureStore(loadPictures);
    setStore(opened);
    return () => opened.close();
  }, []);
  useEffect(() => store?.setIndex(index), [store, index]);
  const pictures = useMemo(() => ({ index, store }), [index, store]);
  return <PicturesContext value={pictures}>{children}</PicturesContext>;
}
