import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import type { DeviceId } from '@workcompanion/core/ids';
import type { BlobStore } from '@workcompanion/core/storage/blob-store';
import { type SegmentState, segments } from '@workcompanion/db/schema/segments';
import { eq } from 'drizzle-orm';
import type { ServerContext } from '../context.ts';

/** Moves a device's segments to the archive, as the archive worker and its sweep do. */
export async function makeCold(
  { db, hot }: ServerContext,
  archive: BlobStore,
  { device, state = 'cold' }: { device: { id: DeviceId }; state?: SegmentState },
): Promise<readonly string[]> {
  const ofDevice = eq(segments.deviceId, device.id);
  const rows = await db.select().from(segments).where(ofDevice);
  for (const row of rows) {
    const key = segmentObjectKey(row);
    const reader = await hot.read(key);
    await archive.put(key, reader.chunks(), { size: row.bytes, crc64: row.crc64 });
    await hot.delete(key);
  }
  await db.update(segments).set({ state }).where(ofDevice);
  return rows.map(segmentObjectKey);
}
