import { segmentIdOfKey, segmentObjectKey } from '@workcompanion/core/footage/object-key';
import { DeviceId, idTimeMs, type SegmentId } from '@workcompanion/core/ids';
import type { Tx } from '@workcompanion/db/client';
import { devices } from '@workcompanion/db/schema/devices';
import { journalEntries } from '@workcompanion/db/schema/journal-entries';
import { OBJECT_KEY_COLUMNS, segments } from '@workcompanion/db/schema/segments';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq } from 'drizzle-orm';
import type { WorkerContext } from '../job.ts';

/**
 * Removes an object that no row has, unless its statement may still come. The device's journal is
 * locked meanwhile: who publishes a segment holds the same lock, so that none is found and kept by an
 * upload while it is removed here.
 */
export async function removeIfOrphan(
  ctx: Pick<WorkerContext, 'db' | 'hot' | 'log'>,
  key: string,
): Promise<'removed' | 'held' | 'known'> {
  const id = segmentIdOfKey(key);
  const device = DeviceId.safeParse(key.split('/')[0]).data;
  if (id === null || device === undefined) return 'held';
  return await withTransaction(ctx.db, async (tx) => {
    const mayCome = await statementMayCome(tx, device, id);
    const [row] = await tx.select(OBJECT_KEY_COLUMNS).from(segments).where(eq(segments.id, id));
    if (row !== undefined && segmentObjectKey(row) === key) return 'known';
    if (mayCome) return 'held';
    await ctx.hot.delete(key);
    ctx.log.warn({ blob: key }, 'a file that no recording has was removed');
    return 'removed';
  });
}

/**
 * While entries of the device are missing, or when it recorded the segment after the newest entry that
 * is held: a restored database forgets so what is told again later. Of an unknown device all may come.
 */
async function statementMayCome(tx: Tx, device: DeviceId, segment: SegmentId): Promise<boolean> {
  const [journal] = await tx
    .select({ next: devices.journalNext, end: devices.journalEnd })
    .from(devices)
    .where(eq(devices.id, device))
    .for('no key update');
  if (journal === undefined || journal.next < journal.end) return true;
  const [newest] = await tx
    .select({ at: journalEntries.recordedAt })
    .from(journalEntries)
    .where(and(eq(journalEntries.deviceId, device), eq(journalEntries.index, journal.end - 1)));
  return newest === undefined || idTimeMs(segment) * 1000 > newest.at;
}
