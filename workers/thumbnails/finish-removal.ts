import {
  nextPackFile,
  packFileKey,
  type ThumbnailPack,
} from '@workcompanion/core/footage/thumbnail-pack';
import { thumbnailPacks } from '@workcompanion/db/schema/thumbnail-packs';
import { withTransaction } from '@workcompanion/db/transaction';
import { isPack, lockPack, type PackRow } from './pack-row.ts';
import type { ThumbnailContext } from './thumbnail-context.ts';

/** Deletes the file that a removal has left, if it has; and the pack, if nothing is in it any more. */
export async function finishRemoval(ctx: ThumbnailContext, pack: ThumbnailPack): Promise<void> {
  await withTransaction(ctx.db, async (tx) => {
    const row = await lockPack(tx, pack);
    if (row === null || row.doomedFile === null) return;
    await ctx.thumbnails.delete(packFileKey(row, row.doomedFile));
    if (row.entries.length > 0) {
      await tx.update(thumbnailPacks).set({ doomedFile: null }).where(isPack(row));
      return;
    }
    await deleteFiles(ctx, row);
    await tx.delete(thumbnailPacks).where(isPack(row));
  });
}

/** Also the one that a crash may have left half written. */
async function deleteFiles({ thumbnails }: ThumbnailContext, row: PackRow): Promise<void> {
  for (const file of [row.file, nextPackFile(row.file)]) {
    await thumbnails.delete(packFileKey(row, file));
  }
}
