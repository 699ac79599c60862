import type { SegmentId } from '@workcompanion/core/ids';
import { eq, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { segments } from '../schema/segments.ts';

export async function findStoredSegment(
  db: Db | Tx,
  id: SegmentId,
): Promise<typeof segments.$inferSelect | null> {
  const [row] = await db
    .select()
    .from(segments)
    .where(eq(segments.id, sql.placeholder('id')))
    .prepare('find_stored_segment')
    .execute({ id });
  return row ?? null;
}
