import type { Interval } from '@workcompanion/core/footage/interval';
import type { Stage } from './stage.ts';

/** So far behind the newest footage: browsers stop a frame or two before the end of what they hold. */
const BEHIND_MICROS = 1_000_000;
/** Who falls further behind is brought back; less is made up for by playing a little faster. */
const TOO_FAR_MICROS = 5_000_000;

/** Keeps who follows a recording at its newest footage. */
export class LiveFollower {
  readonly #stage: Pick<Stage, 'footage' | 'refresh'>;
  readonly #pace = new LivePace();

  constructor(stage: Pick<Stage, 'footage' | 'refresh'>) {
    this.#stage = stage;
  }

  /** Where the footage ends that is known of; null: there is none. */
  get newest(): number | null {
    return this.#stage.footage().at(-1)?.to ?? null;
  }

  /** Where to stand; null without footage. */
  get edge(): number | null {
    return liveEdge(this.#stage.footage());
  }

  /** Newer footage than what is known of is at the portal. */
  takeNews(): void {
    this.#stage.refresh();
  }

  /** Too far behind to be made up for by playing faster. */
  isOverdue(micros: number): boolean {
    return isFarBehind(this.#stage.footage(), micros);
  }

  rateAt(micros: number): number {
    return this.#pace.rateAt(performance.now(), (this.newest ?? micros) - micros);
  }

  /** The picture has jumped. */
  hasMoved(): void {
    this.#pace.reset();
  }
}

/** Where somebody who watches live stands. */
export function liveEdge(footage: readonly Interval[]): number | null {
  const last = footage.at(-1);
  return last === undefined ? null : Math.max(last.from, last.to - BEHIND_MICROS);
}

export function isFarBehind(footage: readonly Interval[], micros: number): boolean {
  return (liveEdge(footage) ?? micros) - micros > TOO_FAR_MICROS;
}

/** Longer than from one arrival of footage to the next, so that the least within it is what is spare. */
const LOOK_BACK_MS = 3_000;
/** So much may be spare: the next footage comes a little later now and then. */
const SPARE_MICROS = 500_000;
const CATCHING_UP = 1.2;

/**
 * How fast live footage is played. How far the picture may be behind is not known beforehand: it is what
 * arrivals and their delays need. So what was ahead of it at the worst moment of the last seconds, and
 * is never used, is made up for by a slightly faster rate.
 */
export class LivePace {
  #looks: readonly { readonly at: number; readonly ahead: number }[] = [];

  /** `ahead`: µs of footage from the picture to the end of what there is. `at`: ms, of any clock. */
  rateAt(at: number, ahead: number): number {
    const isNew = (look: { readonly at: number }) => at - look.at < LOOK_BACK_MS;
    this.#looks = [...this.#looks.filter(isNew), { at, ahead }];
    const spare = Math.min(...this.#looks.map((look) => look.ahead));
    return spare > SPARE_MICROS ? CATCHING_UP : 1;
  }

  /** The picture has jumped. */
  reset(): void {
    this.#looks = [];
  }
}
