import { setTimeout as delay } from 'node:timers/promises';
import type { SegmentId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { segments } from '@workcompanion/db/schema/segments';
import { sql } from 'drizzle-orm';
import { COMMIT_LATER, type QueuedSegment, SEGMENT_QUEUE } from './segment-queue.ts';

/** Between two statements: each costs far more than one more row in it. */
const REST_MS = 50;

/**
 * Marks beside the slots, which go on meanwhile: what is proved while one statement is under way, and a
 * little longer, is marked by the next. A mark that a crash prevents is found out again, by looking at
 * the archive.
 */
export class MarkQueue {
  readonly #db: Db;
  readonly #onMarked: (segment: QueuedSegment) => void;
  #waiting: QueuedSegment[] = [];
  #marking: Promise<void> | null = null;
  /** Aborted: somebody waits for the marks. */
  #hurry = new AbortController();
  #failure: { readonly error: unknown } | null = null;

  constructor(db: Db, onMarked: (segment: QueuedSegment) => void) {
    this.#db = db;
    this.#onMarked = onMarked;
  }

  /** Throws what an earlier mark failed by: no more is proved than can be marked. */
  add(segment: QueuedSegment): void {
    this.#rethrow();
    this.#waiting.push(segment);
    this.#marking ??= this.#markAll();
  }

  /** When all are marked that were added. Throws what a mark failed by, once. */
  async settled(): Promise<void> {
    this.#hurry.abort();
    await this.#marking;
    this.#hurry = new AbortController();
    this.#rethrow();
  }

  #rethrow(): void {
    const failure = this.#failure;
    this.#failure = null;
    if (failure !== null) throw failure.error;
  }

  async #markAll(): Promise<void> {
    try {
      while (this.#waiting.length > 0) {
        const batch = this.#waiting.splice(0);
        const marked = await markArchived(this.#db, batch);
        for (const segment of batch) if (marked.has(segment.id)) this.#onMarked(segment);
        await delay(REST_MS, undefined, { signal: this.#hurry.signal }).catch(() => {});
      }
    } catch (error) {
      this.#failure = { error };
      // Their leases run out; whoever claims them next finds them in the archive.
      this.#waiting = [];
    } finally {
      this.#marking = null;
    }
  }
}

/**
 * Marks what the archive has proved to hold. Returns those that were still ours: whoever has claimed
 * another since marks it in turn.
 */
export async function markArchived(
  db: Db,
  proved: readonly QueuedSegment[],
): Promise<ReadonlySet<SegmentId>> {
  const marked = await db
    .update(segments)
    .set({
      ...SEGMENT_QUEUE.finish(),
      state: 'archived',
      archivedAt: sql`now()`,
      attempts: null,
      lastError: null,
    })
    .where(
      sql`${SEGMENT_QUEUE.areHeldBy(proved)} and ${segments.state} = 'hot' and ${COMMIT_LATER}`,
    )
    .returning({ id: segments.id });
  return new Set(marked.map(({ id }) => id));
}
