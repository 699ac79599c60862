import { type ArchiveWork, archiveClaimed } from './archive-claimed.ts';
import { type ArchiveUrgency, isHurried } from './archive-options.ts';
import { type Claimed, claimSegments, unclaim } from './segment-queue.ts';

export interface DrainOptions extends ClaimBufferOptions {
  /** False: nothing more is claimed; what is under way is finished. */
  readonly mayGoOn: () => boolean;
}

/**
 * As many at work as the gate is wide, until the queue is empty, `mayGoOn` says no, or the gate
 * closes. Claims are small batches. Returns how many were claimed; what was begun is done then.
 */
export async function drainQueue(work: ArchiveWork, options: DrainOptions): Promise<number> {
  const buffer = new ClaimBuffer(work, options);
  work.tuner.begin();
  const active = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const fail = (error: unknown) => void failures.push(error);
  const mayGoOn = () => failures.length === 0 && work.gate.width > 0 && options.mayGoOn();
  while (mayGoOn()) {
    if (active.size >= work.gate.width) {
      await Promise.race(active);
      continue;
    }
    const next = await buffer.take().catch(fail);
    if (!next) break;
    work.progress.beginWork();
    const done = archiveClaimed(work, next)
      .catch(fail)
      .finally(() => active.delete(done));
    active.add(done);
  }
  // All come to rest before the first error counts: else the next run would double the work.
  await Promise.all(active);
  await buffer.giveBack();
  await work.marks.settled().catch(fail);
  work.progress.endWork();
  if (failures.length > 0) throw failures[0];
  return buffer.claimedEver;
}

interface ClaimBufferOptions {
  readonly minimumAgeMs: number;
  readonly urgency: () => ArchiveUrgency;
}

/** A claim not begun in this share of its lease is left to whoever claims it next. */
const STALE_SHARE = 0.4;

/** Segments claimed together, for slots that take one at a time. */
class ClaimBuffer {
  readonly #work: ArchiveWork;
  readonly #options: ClaimBufferOptions;
  #claimed: Claimed[] = [];
  #refilling: Promise<void> | null = null;
  /** How many segments the last claim found. */
  #found = Number.POSITIVE_INFINITY;
  #claimedEver = 0;

  constructor(work: ArchiveWork, options: ClaimBufferOptions) {
    this.#work = work;
    this.#options = options;
  }

  get claimedEver(): number {
    return this.#claimedEver;
  }

  async take(): Promise<Claimed | null> {
    for (;;) {
      const next = this.#claimed.shift();
      if (next !== undefined) {
        if (performance.now() - next.claimedAt < this.#work.pace.leaseMs * STALE_SHARE) return next;
        continue;
      }
      if (this.#found === 0) return null;
      this.#refilling ??= this.#refill();
      await this.#refilling;
    }
  }

  /** What no slot has begun is free for others at once. */
  async giveBack(): Promise<void> {
    await this.#refilling?.catch(() => {});
    const segments = this.#claimed.splice(0).map(({ segment }) => segment);
    await Promise.all(segments.map((segment) => unclaim(this.#work.db, segment)));
  }

  async #refill(): Promise<void> {
    try {
      // Before the question: a slow answer must not make the lease look longer.
      const claimedAt = performance.now();
      const urgency = this.#options.urgency();
      const claimed = await claimSegments(this.#work.db, {
        limit: Math.max(1, this.#work.gate.width),
        leaseMs: this.#work.pace.leaseMs,
        beforeMs: Date.now() - (isHurried(urgency) ? 0 : this.#options.minimumAgeMs),
      });
      this.#found = claimed.length;
      this.#claimedEver += claimed.length;
      const isUnpaced = urgency === 'full';
      this.#claimed.push(...claimed.map((segment) => ({ segment, claimedAt, isUnpaced })));
    } finally {
      this.#refilling = null;
    }
  }
}
