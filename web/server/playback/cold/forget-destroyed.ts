import { segmentIdOfKey } from '@workcompanion/core/footage/object-key';
import type { DeviceId, SegmentId } from '@workcompanion/core/ids';
import { segments } from '@workcompanion/db/schema/segments';
import { sql } from 'drizzle-orm';
import type { ServerContext } from '../../context.ts';

const BATCH = 1_000;

/**
 * Deletes this node's copies of footage that was destroyed: of one device, when that is told, and of all
 * when this node could hear nothing for a while.
 */
export async function forgetDestroyed(
  { db, cold, hotCopies }: Pick<ServerContext, 'db' | 'cold' | 'hotCopies'>,
  device: DeviceId | null,
): Promise<void> {
  const copies = hotCopies ?? cold?.cache;
  if (copies === undefined) return;
  const prefix = device === null ? '' : `${device}/`;
  const keys = copies.keys().filter((key) => key.startsWith(prefix));
  for (let at = 0; at < keys.length; at += BATCH) {
    const batch = keys.slice(at, at + BATCH);
    const kept = await undestroyed(
      { db },
      batch.flatMap((key) => segmentIdOfKey(key) ?? []),
    );
    for (const key of batch) {
      const id = segmentIdOfKey(key);
      if (id === null || !kept.has(id)) await copies.discard(key);
    }
  }
}

async function undestroyed(
  { db }: Pick<ServerContext, 'db'>,
  ids: readonly SegmentId[],
): Promise<ReadonlySet<SegmentId>> {
  const rows = await db
    .select({ id: segments.id })
    .from(segments)
    .where(sql`id = any(${sql.param(ids)}::uuid[]) and state <> 'shredded'`);
  return new Set(rows.map(({ id }) => id));
}
