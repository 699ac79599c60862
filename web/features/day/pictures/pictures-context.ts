import { createContext, useContext } from 'react';
import { NO_PICTURES, type PictureIndex } from './lane-index.ts';
import type { PictureStore } from './picture-store.ts';

export interface Pictures {
  readonly index: PictureIndex;
  /** Null while the page begins. */
  readonly store: PictureStore | null;
}

export const PicturesContext = createContext<Pictures>({ index: NO_PICTURES, store: null });

export function usePictures(): Pictures {
  return useContext(PicturesContext);
}
