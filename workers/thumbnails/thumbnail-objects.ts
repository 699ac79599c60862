import { AppError } from '@workcompanion/core/errors';
import { type PackPart, thumbnailObjectKey } from '@workcompanion/core/footage/thumbnail-pack';
import { idLowerBound, newId, ThumbnailObjectId } from '@workcompanion/core/ids';
import { putBytes } from '@workcompanion/core/storage/put-bytes';
import type { Db, Tx } from '@workcompanion/db/client';
import { thumbnailObjects } from '@workcompanion/db/schema/thumbnail-packs';
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Job, WorkerContext } from '../job.ts';

/** What keeping and deleting thumbnails, and the texts beside them, reaches the world through. */
export type ThumbnailContext = Pick<WorkerContext, 'db' | 'thumbnails'>;

/**
 * The life of an object: noted, written, used by packs, and deleted once no pack has a part in it. It is
 * never changed. What is noted and never used was left by a crash.
 */
export async function noteObject(db: Db): Promise<ThumbnailObjectId> {
  const id = newId(ThumbnailObjectId);
  await db.insert(thumbnailObjects).values({ id });
  return id;
}

/** Before any row says that it is there. */
export async function writeObject(
  { thumbnails }: ThumbnailContext,
  object: ThumbnailObjectId,
  pieces: readonly Uint8Array[],
): Promise<void> {
  await putBytes(thumbnails, thumbnailObjectKey(object), Buffer.concat(pieces));
}

/** So many packs have a part in it from this commit on. Throws when it was given up meanwhile. */
export async function useObject(tx: Tx, object: ThumbnailObjectId, packs: number): Promise<void> {
  const used = await tx
    .update(thumbnailObjects)
    .set({ packs })
    .where(and(eq(thumbnailObjects.id, object), isNull(thumbnailObjects.packs)));
  if (used.rowCount !== 1) {
    throw new AppError('unavailable', `the thumbnails of ${object} were written too slowly`);
  }
}

/** A pack has these parts no more. In one order for all: two transactions must not wait for each other. */
export async function leaveObjects(
  tx: Tx,
  parts: readonly Pick<PackPart, 'object'>[],
): Promise<void> {
  const ids = [...new Set(parts.map(({ object }) => object))].sort();
  for (const id of ids) {
    await tx
      .update(thumbnailObjects)
      .set({ packs: sql`${thumbnailObjects.packs} - 1` })
      .where(eq(thumbnailObjects.id, id));
  }
}

/** Deletes those of the objects that no pack has a part in. May run twice. */
export async function deleteUnused(
  { db, thumbnails }: ThumbnailContext,
  objects: readonly ThumbnailObjectId[],
): Promise<number> {
  const unused = await db
    .select({ id: thumbnailObjects.id })
    .from(thumbnailObjects)
    .where(and(inArray(thumbnailObjects.id, [...objects]), eq(thumbnailObjects.packs, 0)));
  for (const { id } of unused) {
    await thumbnails.delete(thumbnailObjectKey(id));
    await db.delete(thumbnailObjects).where(eq(thumbnailObjects.id, id));
  }
  return unused.length;
}

const EVERY_MS = 10 * 60_000;
const BATCH = 500;
/** Longer than any write takes: then whoever noted the object is gone, or is refused. */
const WRITTEN_WITHIN_MS = 3_600_000;

/** Deletes what removals that were cut short, writes that never came to their rows, and newer packs have left. */
export const finishRemovals: Job = {
  name: 'finish-thumbnail-removals',
  everyMs: EVERY_MS,
  run: async (ctx) => {
    const before = idLowerBound(ctx.now() / 1000 - WRITTEN_WITHIN_MS);
    await ctx.db
      .update(thumbnailObjects)
      .set({ packs: 0 })
      .where(sql`packs is null and id < ${before}::uuid`);
    let finished = 0;
    while (!ctx.stopping.aborted) {
      const unused = await ctx.db
        .select({ id: thumbnailObjects.id })
        .from(thumbnailObjects)
        .where(eq(thumbnailObjects.packs, 0))
        .limit(BATCH);
      finished += await deleteUnused(
        ctx,
        unused.map(({ id }) => id),
      );
      if (unused.length < BATCH) break;
    }
    return finished > 0 ? { finished } : null;
  },
};
