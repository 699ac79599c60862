import { join } from 'node:path';
import type { ObjectStoreOptions } from '../objects/open-object-stores.ts';

/** Folders below one, as `npm start` names them. */
export function objectStoreIn(root: string): ObjectStoreOptions {
  return {
    bucket: null,
    folders: {
      thumbnails: join(root, 'thumbnails'),
      'evidence-packages': join(root, 'evidence-packages'),
      journal: join(root, 'journal'),
      releases: join(root, 'releases'),
    },
  };
}
