import type { SegmentId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { recordings } from '@workcompanion/db/schema/recordings';
import { segments } from '@workcompanion/db/schema/segments';
import { eq, sql } from 'drizzle-orm';

export interface PlayedSegment {
  readonly segment: typeof segments.$inferSelect;
  readonly display: string;
}

/** The one look into the catalogue that a segment costs. */
export async function findPlayedSegment(db: Db, id: SegmentId): Promise<PlayedSegment | null> {
  const query = prepared.get(db) ?? prepare(db);
  prepared.set(db, query);
  const [row] = await query.execute({ id });
  return row ?? null;
}

/** To put the SQL together costs as much as to run it. */
const prepared = new WeakMap<Db, ReturnType<typeof prepare>>();

function prepare(db: Db) {
  return db
    .select({ segment: segments, display: recordings.display })
    .from(segments)
    .innerJoin(recordings, eq(recordings.id, segments.recordingId))
    .where(eq(segments.id, sql.placeholder('id')))
    .prepare('find_played_segment');
}
