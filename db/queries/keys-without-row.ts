import { segmentIdOfKey, segmentObjectKey } from '@workcompanion/core/footage/object-key';
import { sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { OBJECT_KEY_COLUMNS, segments } from '../schema/segments.ts';

/** Those keys of segments that no row has. */
export async function keysWithoutRow(db: Db, keys: readonly string[]): Promise<string[]> {
  const ids = keys.map(segmentIdOfKey);
  const rows = await db
    .select(OBJECT_KEY_COLUMNS)
    .from(segments)
    .where(sql`id = any(${sql.param(ids)}::uuid[])`);
  const known = new Set(rows.map(segmentObjectKey));
  return keys.filter((key) => !known.has(key));
}
