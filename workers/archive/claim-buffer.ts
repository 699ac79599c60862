import type { ArchiveWork } from './archive-claimed.ts';
import { type ArchiveUrgency, isHurried } from './archive-options.ts';
import { claimSegments } from './claim-segments.ts';
import type { Claimed } from './queued-segment.ts';
import { unclaim } from './unclaim.ts';

export interface ClaimBufferOptions {
  readonly minimumAgeMs: number;
  readonly urgency: () => ArchiveUrgency;
}

/** A claim not begun in this share of its lease is left to whoever claims it next. */
const STALE_SHARE = 0.4;

/** Segments claimed together, for slots that take one at a time. */
export class ClaimBuffer {
  readonly #work: ArchiveWork;
  readonly #options: ClaimBufferOptions;
  #claimed: Claimed[] = [];
  #refilling: Promise<void> | null = null;
  /** Of the last claim. */
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
