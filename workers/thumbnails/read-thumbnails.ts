import { openThumbnail } from '@workcompanion/core/crypto/sealed-thumbnail';
import { isAppError } from '@workcompanion/core/errors';
import type { ThumbnailEntry } from '@workcompanion/core/footage/thumbnail-entries';
import { packFileKey, thumbnailPlace } from '@workcompanion/core/footage/thumbnail-pack';
import type { PackFolder } from '@workcompanion/core/storage/pack-folder';
import type { PackRow } from './pack-row.ts';

export interface ReadThumbnail {
  readonly entry: ThumbnailEntry;
  readonly thumbnail: Buffer;
}

/** Thumbnails of a pack, opened; without those that are lost or damaged. */
export async function readThumbnails(
  folder: PackFolder,
  { pack, key }: { readonly pack: PackRow; readonly key: Buffer },
  entries: readonly ThumbnailEntry[],
): Promise<ReadThumbnail[]> {
  const thumbnails: ReadThumbnail[] = [];
  try {
    const reader = await folder.open(packFileKey(pack, pack.file));
    try {
      for (const entry of entries) {
        const sealed = await reader.read({ start: entry.at, end: entry.at + entry.size });
        const place = thumbnailPlace({ recordingId: pack.recordingId, sequence: entry.sequence });
        thumbnails.push({ entry, thumbnail: openThumbnail(key, sealed, place) });
      }
    } finally {
      await reader.close();
    }
  } catch (error) {
    if (!isAppError(error)) throw error;
  }
  return thumbnails;
}
