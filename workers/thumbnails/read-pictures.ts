import { openPicture } from '@workcompanion/core/crypto/sealed-picture';
import { isAppError } from '@workcompanion/core/errors';
import type { ThumbnailEntry } from '@workcompanion/core/footage/thumbnail-entries';
import { packFileKey, picturePlace } from '@workcompanion/core/footage/thumbnail-pack';
import type { PackFolder } from '@workcompanion/core/storage/pack-folder';
import type { PackRow } from './pack-row.ts';

export interface ReadPicture {
  readonly entry: ThumbnailEntry;
  readonly picture: Buffer;
}

/** Pictures of a pack, opened; without those that are lost or damaged. */
export async function readPictures(
  folder: PackFolder,
  { pack, key }: { readonly pack: PackRow; readonly key: Buffer },
  entries: readonly ThumbnailEntry[],
): Promise<ReadPicture[]> {
  const pictures: ReadPicture[] = [];
  try {
    const reader = await folder.open(packFileKey(pack, pack.file));
    try {
      for (const entry of entries) {
        const sealed = await reader.read({ start: entry.at, end: entry.at + entry.size });
        const place = picturePlace({ recordingId: pack.recordingId, sequence: entry.sequence });
        pictures.push({ entry, picture: openPicture(key, sealed, place) });
      }
    } finally {
      await reader.close();
    }
  } catch (error) {
    if (!isAppError(error)) throw error;
  }
  return pictures;
}
