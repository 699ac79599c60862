import {
  nextPackFile,
  packFileKey,
  type ThumbnailPack,
} from '@workcompanion/core/footage/thumbnail-pack';
import { thumbnailPacks } from '@workcompanion/db/schema/thumbnail-packs';
import { withTransaction } from '@workcompanion/db/transaction';
import { isNotNull } from 'drizzle-orm';
import type { Job } from '../job.ts';
import { isPack, lockPack, type PackRow } from './pack-row.ts';
import type { ThumbnailContext } from './store-thumbnails.ts';

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

const EVERY_MS = 10 * 60_000;
const BATCH = 500;

/** Deletes what removals have left that were cut short between the row and the file. */
export const finishRemovals: Job = {
  name: 'finish-thumbnail-removals',
  everyMs: EVERY_MS,
  run: async (ctx) => {
    const packs = await ctx.db
      .select()
      .from(thumbnailPacks)
      .where(isNotNull(thumbnailPacks.doomedFile))
      .limit(BATCH);
    for (const pack of packs) await finishRemoval(ctx, pack);
    return packs.length > 0 ? { finished: packs.length } : null;
  },
};
