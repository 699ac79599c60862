import { isAppError } from '@workcompanion/core/errors';
import {
  decodeThumbnailEntries,
  encodeThumbnailEntries,
  type ThumbnailEntry,
} from '@workcompanion/core/footage/thumbnail-entries';
import {
  nextPackFile,
  packFileKey,
  type ThumbnailPack,
} from '@workcompanion/core/footage/thumbnail-pack';
import type { PackFolder } from '@workcompanion/core/storage/pack-folder';
import { thumbnailPacks } from '@workcompanion/db/schema/thumbnail-packs';
import { withTransaction } from '@workcompanion/db/transaction';
import { finishRemoval } from './finish-removal.ts';
import { isPack, lockPack, type PackRow } from './pack-row.ts';
import type { ThumbnailContext } from './store-thumbnails.ts';

type Choice = (entry: ThumbnailEntry) => boolean;

/**
 * Takes thumbnails out of a pack: those that stay are copied to a new file, the row names that one,
 * and the old file is deleted. A crash leaves the old file's name in the row, to be deleted later.
 * Returns how many were taken out.
 */
export async function removeThumbnails(
  ctx: ThumbnailContext,
  pack: ThumbnailPack,
  isDoomed: Choice,
): Promise<number> {
  const removed = await withTransaction(ctx.db, async (tx) => {
    const row = await lockPack(tx, pack);
    if (row === null) return 0;
    const entries = decodeThumbnailEntries(row.hour, row.entries);
    const kept = entries.filter((entry) => !isDoomed(entry));
    if (kept.length === entries.length) return 0;
    // What an earlier removal had to leave: there is one doomed file at most.
    if (row.doomedFile) await ctx.thumbnails.delete(packFileKey(row, row.doomedFile));
    const file = nextPackFile(row.file);
    const moved = await copyKept(ctx, row, { kept, file });
    await tx
      .update(thumbnailPacks)
      .set({
        file,
        size: moved.size,
        entries: encodeThumbnailEntries(row.hour, moved.entries),
        // The strip shows what is deleted too.
        stripAt: null,
        stripSize: null,
        stripEntries: null,
        doomedFile: row.file,
      })
      .where(isPack(row));
    return entries.length - kept.length;
  });
  if (removed > 0) await finishRemoval(ctx, pack);
  return removed;
}

interface Kept {
  readonly entries: readonly ThumbnailEntry[];
  readonly size: number;
}

async function copyKept(
  { thumbnails }: ThumbnailContext,
  row: PackRow,
  { kept, file }: { readonly kept: readonly ThumbnailEntry[]; readonly file: string },
): Promise<Kept> {
  try {
    const { pieces, ...moved } = await readKept(thumbnails, row, kept);
    if (moved.size > 0) await thumbnails.write(packFileKey(row, file), 0, pieces);
    return moved;
  } catch (error) {
    if (!isAppError(error, 'blob-missing')) throw error;
    // The file is lost, and with it all that it held: that must not keep the rest from being deleted.
    return { entries: kept.map((entry) => ({ ...entry, at: 0, size: 0 })), size: 0 };
  }
}

/** Sealed as they are: a thumbnail's seal knows its segment, not its place in a file. */
async function readKept(
  thumbnails: PackFolder,
  row: PackRow,
  kept: readonly ThumbnailEntry[],
): Promise<Kept & { readonly pieces: readonly Buffer[] }> {
  const pieces: Buffer[] = [];
  const entries: ThumbnailEntry[] = [];
  let size = 0;
  if (kept.every((entry) => entry.size === 0)) return { pieces, entries: kept, size };
  const reader = await thumbnails.open(packFileKey(row, row.file));
  try {
    for (const entry of kept) {
      pieces.push(await reader.read({ start: entry.at, end: entry.at + entry.size }));
      entries.push({ ...entry, at: size });
      size += entry.size;
    }
    return { pieces, entries, size };
  } finally {
    await reader.close();
  }
}
