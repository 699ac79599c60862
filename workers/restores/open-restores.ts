import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import type { Db } from '@workcompanion/db/client';
import type { Restore } from '@workcompanion/db/restores/advance-restore';
import { restores } from '@workcompanion/db/schema/restores';
import { OBJECT_KEY_COLUMNS, segments } from '@workcompanion/db/schema/segments';
import { formatUtcMicros } from '@workcompanion/db/schema/utc-micros';
import { eq, sql } from 'drizzle-orm';

export interface OpenRestore {
  readonly restore: Restore;
  /** Of the object. */
  readonly key: string;
}

/** Restores that are neither ready nor failed and were not looked at since; those never looked at first. */
export async function openRestores(
  db: Db,
  { checkedBefore, limit }: { readonly checkedBefore: number; readonly limit: number },
): Promise<OpenRestore[]> {
  const rows = await db
    .select({ restore: restores, segment: OBJECT_KEY_COLUMNS })
    .from(restores)
    .innerJoin(segments, eq(segments.id, restores.segmentId))
    .where(
      sql`${restores.readyAt} is null and ${restores.failedAt} is null
        and (${restores.checkedAt} is null
          or ${restores.checkedAt} <= ${formatUtcMicros(checkedBefore)}::timestamptz)`,
    )
    .orderBy(sql`${restores.checkedAt} nulls first`, restores.id)
    .limit(limit);
  return rows.map(({ restore, segment }) => ({ restore, key: segmentObjectKey(segment) }));
}
