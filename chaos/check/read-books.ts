import type { ClientBase } from 'pg';
import type { RunBooks } from './books.ts';
import { readCatalogue } from './read-catalogue.ts';
import { readArchive, readHotFolder } from './read-copies.ts';
import { readRecorderFolder } from './read-recorder-folder.ts';

/** Where the books of a run are. */
export interface BookPlaces {
  readonly recorders: readonly { readonly name: string; readonly folder: string }[];
  readonly client: ClientBase;
  readonly hotDir: string;
  readonly archiveUrl: string;
}

export async function readBooks(places: BookPlaces): Promise<RunBooks> {
  return {
    devices: places.recorders.map(({ name, folder }) => readRecorderFolder(name, folder)),
    catalogue: await readCatalogue(places.client),
    hot: readHotFolder(places.hotDir),
    archive: await readArchive(places.archiveUrl),
  };
}
