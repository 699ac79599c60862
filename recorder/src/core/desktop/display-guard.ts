import type { GapCause } from '@workcompanion/core/protocol/gap-cause';

/** Why a display must not be recorded just now. */
export const WITHHELD = ['excluded-app', 'secure-desktop'] as const;
export type Withheld = (typeof WITHHELD)[number];

export function isWithheld(cause: GapCause): cause is Withheld {
  return cause === 'excluded-app' || cause === 'secure-desktop';
}

/** `hold`: nobody has looked yet since the frame was captured. */
export type Verdict = 'keep' | 'hold' | 'drop';

/** Frames are decided on within seconds; a minute is kept for those of a stalled encoder. */
const MOST_STRETCHES = 120;

/**
 * Which frames of a display may be kept, from what was seen at single moments. A frame is kept when
 * the desktop was clear at the look before it and at the look after it: what is captured between a
 * clear look and one that isn't, or the other way round, is dropped. Times in UTC µs.
 */
export class DisplayGuard {
  #clearAt = Number.NEGATIVE_INFINITY;
  #withheld: Withheld | null = null;
  /** Since the last clear look before. */
  #withheldFrom = Number.NEGATIVE_INFINITY;
  readonly #stretches: { readonly from: number; readonly to: number }[] = [];

  get withheld(): Withheld | null {
    return this.#withheld;
  }

  /** `at`: when the look began. Null: clear. */
  saw(why: Withheld | null, at: number): void {
    if (why !== null) {
      if (this.#withheld === null) this.#withheldFrom = this.#clearAt;
      this.#withheld = why;
      return;
    }
    if (this.#withheld !== null || this.#clearAt === Number.NEGATIVE_INFINITY) {
      this.#stretches.push({ from: this.#withheldFrom, to: at });
      if (this.#stretches.length > MOST_STRETCHES) this.#stretches.shift();
    }
    this.#withheld = null;
    this.#clearAt = at;
  }

  judge(at: number): Verdict {
    if (this.#stretches.some(({ from, to }) => from < at && at < to)) return 'drop';
    if (at <= this.#clearAt) return 'keep';
    return this.#withheld === null ? 'hold' : 'drop';
  }
}
