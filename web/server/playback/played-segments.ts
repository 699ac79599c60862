import type { SegmentId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { recordings } from '@workcompanion/db/schema/recordings';
import { segments } from '@workcompanion/db/schema/segments';
import { eq, sql } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';

/** µs. As long as a viewer's rights are remembered. */
const KEPT = 2_000_000;
const MOST = 10_000;
/** Each is searched for a segment that was not played yet. */
const MOST_LISTS = 16;

type Segment = typeof segments.$inferSelect;

export interface PlayedSegment {
  readonly segment: Segment;
  readonly display: string;
}

/** What a playlist was made of. */
interface ListedSegments {
  readonly rows: readonly Segment[];
  readonly display: string;
  readonly at: number;
}

/**
 * What the catalogue said a moment ago of segments that were played, or named in a playlist. A segment
 * that it lacked is asked for again each time: what was uploaded to another node plays at once.
 */
export class PlayedSegments {
  readonly #kept = new LRUCache<SegmentId, PlayedSegment & { readonly at: number }>({ max: MOST });
  #lists: readonly ListedSegments[] = [];

  async find(db: Db, id: SegmentId, now: number): Promise<PlayedSegment | null> {
    const kept = this.#kept.get(id);
    if (kept && isRecent(kept, now)) return kept;
    const listed = this.#findListed(id, now);
    if (listed) return listed;
    const [row] = await queryOf(db).execute({ id });
    if (row) this.#kept.set(id, { ...row, at: now });
    return row ?? null;
  }

  /** A player is about to ask for some of them. */
  keepListed(rows: readonly Segment[], display: string, now: number): void {
    this.#lists = [...this.#lists, { rows, display, at: now }].slice(-MOST_LISTS);
  }

  forget(id: SegmentId): void {
    this.#kept.delete(id);
    this.#lists = [];
  }

  #findListed(id: SegmentId, now: number): PlayedSegment | null {
    for (const { rows, display, at } of this.#lists.filter((list) => isRecent(list, now))) {
      const segment = rows.find((row) => row.id === id);
      if (segment === undefined) continue;
      this.#kept.set(id, { segment, display, at });
      return { segment, display };
    }
    return null;
  }
}

function isRecent({ at }: { readonly at: number }, now: number): boolean {
  return now >= at && now < at + KEPT;
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
