import type { SegmentId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { recordings } from '@workcompanion/db/schema/recordings';
import { segments } from '@workcompanion/db/schema/segments';
import { eq, sql } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';

/** µs. As long as a viewer's rights are remembered. */
const KEPT = 2_000_000;
const MOST = 10_000;

export interface PlayedSegment {
  readonly segment: typeof segments.$inferSelect;
  readonly display: string;
}

/**
 * What the catalogue said a moment ago of segments that were played, or named in a playlist. A segment
 * that it lacked is asked for again each time: what was uploaded to another node plays at once.
 */
export class PlayedSegments {
  readonly #kept = new LRUCache<SegmentId, PlayedSegment & { readonly at: number }>({ max: MOST });

  async find(db: Db, id: SegmentId, now: number): Promise<PlayedSegment | null> {
    const kept = this.#kept.get(id);
    if (kept && now >= kept.at && now < kept.at + KEPT) return kept;
    const [row] = await queryOf(db).execute({ id });
    if (row) this.keep(row, now);
    return row ?? null;
  }

  keep(played: PlayedSegment, now: number): void {
    this.#kept.set(played.segment.id, { ...played, at: now });
  }

  forget(id: SegmentId): void {
    this.#kept.delete(id);
  }
}

/** To put the SQL together costs as much as to run it. */
const prepared = new WeakMap<Db, ReturnType<typeof prepare>>();

function queryOf(db: Db) {
  const query = prepared.get(db) ?? prepare(db);
  prepared.set(db, query);
  return query;
}

function prepare(db: Db) {
  return db
    .select({ segment: segments, display: recordings.display })
    .from(segments)
    .innerJoin(recordings, eq(recordings.id, segments.recordingId))
    .where(eq(segments.id, sql.placeholder('id')))
    .prepare('find_played_segment');
}
