import type { KeyId, ThumbnailObjectId } from '@workcompanion/core/ids';
import { textFilters } from '@workcompanion/db/schema/text-filters';
import { textPacks } from '@workcompanion/db/schema/text-packs';
import { withTransaction } from '@workcompanion/db/transaction';
import { inArray } from 'drizzle-orm';
import {
  deleteUnused,
  leaveObjects,
  type ThumbnailContext,
} from '../thumbnails/thumbnail-objects.ts';

/** Deletes the texts that destroyed keys have sealed, and the filters over them. May run twice. */
export async function deleteTexts(ctx: ThumbnailContext, keys: readonly KeyId[]): Promise<void> {
  const left = await withTransaction(ctx.db, async (tx) => {
    const packs = await tx
      .delete(textPacks)
      .where(inArray(textPacks.keyId, [...keys]))
      .returning({ object: textPacks.objectId });
    const filters = await tx
      .delete(textFilters)
      .where(inArray(textFilters.keyId, [...keys]))
      .returning({ object: textFilters.objectId });
    const objects = [...packs, ...filters].flatMap(({ object }): { object: ThumbnailObjectId }[] =>
      object === null ? [] : [{ object }],
    );
    await leaveObjects(tx, objects);
    return objects;
  });
  await deleteUnused(
    ctx,
    left.map(({ object }) => object),
  );
}
