import { thumbnailPacks } from '@workcompanion/db/schema/thumbnail-packs';
import { isNotNull } from 'drizzle-orm';
import type { Job } from '../job.ts';
import { finishRemoval } from './finish-removal.ts';

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
