import type { SegmentId } from '@workcompanion/core/ids';
import type { Db, Tx } from '@workcompanion/db/client';
import type { Restore } from '@workcompanion/db/restores/advance-restore';
import { restores } from '@workcompanion/db/schema/restores';
import { desc, inArray } from 'drizzle-orm';

/** The last that was asked for each segment. */
export async function latestRestores(
  db: Db | Tx,
  segments: readonly SegmentId[],
): Promise<readonly Restore[]> {
  if (segments.length === 0) return [];
  return await db
    .selectDistinctOn([restores.segmentId])
    .from(restores)
    .where(inArray(restores.segmentId, [...segments]))
    .orderBy(restores.segmentId, desc(restores.id));
}
