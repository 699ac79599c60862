import type { Db } from '../client.ts';
import { storageSamples } from '../schema/storage-samples.ts';

type Sample = typeof storageSamples.$inferInsert;

/** As the workers' watch over the disk writes one; of a disk with room, unless said otherwise. */
export async function insertSample(db: Db, sample: Partial<Sample> & Pick<Sample, 'at'>) {
  await db.insert(storageSamples).values({
    freeBytes: 600e9,
    totalBytes: 1_000e9,
    receivedBytes: 0,
    hotObjects: 0,
    hotBytes: 0,
    archivedObjects: 0,
    archivedBytes: 0,
    coldObjects: 0,
    coldBytes: 0,
    quarantinedObjects: 0,
    quarantinedBytes: 0,
    reclaimableBytes: 0,
    bytesPerHour: 0,
    hoursLeft: null,
    level: 'calm',
    ...sample,
  });
}
