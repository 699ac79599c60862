import type { ThumbnailObjectId } from '@workcompanion/core/ids';
import { sql } from 'drizzle-orm';
import { index, integer, pgTable, uuid } from 'drizzle-orm/pg-core';

/** An object with thumbnails or texts, noted before it is written: so nothing that a crash leaves is forgotten. */
export const thumbnailObjects = pgTable(
  'thumbnail_objects',
  {
    id: uuid().primaryKey().$type<ThumbnailObjectId>(),
    /** How many packs have a part in it. Null while it is written; 0: it is to be deleted. */
    packs: integer(),
  },
  ({ id }) => [index('thumbnail_objects_unused').on(id).where(sql`packs is null or packs = 0`)],
);
