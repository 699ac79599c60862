import type { SegmentId } from '@workcompanion/core/ids';
import type { Tx } from '../client.ts';
import { thumbnailQueue } from '../schema/thumbnail-queue.ts';

/** The workers will make the segment's picture. */
export async function queueThumbnail(tx: Tx, segmentId: SegmentId): Promise<void> {
  await tx.insert(thumbnailQueue).values({ segmentId }).onConflictDoNothing();
}
