import { createContext, useContext } from 'react';
import { NO_PICTURES, type ThumbnailIndex } from './lane-index.ts';
import type { ThumbnailStore } from './thumbnail-store.ts';

export interface Thumbnails {
  readonly index: ThumbnailIndex;
  /** Null while the page begins. */
  readonly store: ThumbnailStore | null;
}

export const ThumbnailsContext = createContext<Thumbnails>({ index: NO_PICTURES, store: null });

export function useThumbnails(): Thumbnails {
  return useContext(ThumbnailsContext);
}
