import type { Db } from '@workcompanion/db/client';
import { thumbnailQueue } from '@workcompanion/db/schema/thumbnail-queue';
import { and, eq, sql } from 'drizzle-orm';
import type { QueuedThumbnail } from './queued-thumbnail.ts';

const FIRST_RETRY_MS = 60_000;

/** Another try later, the longer the more there were: 1, 2, 4, 8 minutes. */
export async function putOffThumbnail(
  db: Db,
  { id, attempts }: Pick<QueuedThumbnail, 'id' | 'attempts'>,
): Promise<void> {
  const afterMs = FIRST_RETRY_MS * 2 ** (attempts - 1);
  await db
    .update(thumbnailQueue)
    .set({ notBefore: sql`now() + ${afterMs} * interval '1 millisecond'` })
    .where(and(eq(thumbnailQueue.segmentId, id), eq(thumbnailQueue.attempts, attempts)));
}
