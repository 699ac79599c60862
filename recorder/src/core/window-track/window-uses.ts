import { isDeepStrictEqual } from 'node:util';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { MOST_USES, type WindowUse } from '@workcompanion/core/windows/window-track';
import type { WindowsThen } from './describe-windows.ts';

/** With looks farther apart, nobody knows what was in front between them. */
const MOST_APART_MICROS = 5_000_000;
/** A window that is being dragged is somewhere else at each look: its way is of no interest. */
const MOVES_AFTER_MICROS = 5_000_000;

/** Gathers what one look after another shows into stretches without a change. */
export class WindowUses {
  readonly #uses: WindowUse[] = [];
  #current: WindowUse | null = null;

  /** The first moment that was seen; null before one was. */
  get from(): UtcMicros | null {
    return this.all[0]?.from ?? null;
  }

  /** Whether no further change fits in. */
  get isFull(): boolean {
    return this.#uses.length >= MOST_USES - 1;
  }

  /** In order of time. Those of no length were seen once only, and tell nothing. */
  get all(): readonly WindowUse[] {
    const all = this.#current === null ? this.#uses : [...this.#uses, this.#current];
    return all.filter(({ from, to }) => to > from);
  }

  /** `then` null: nothing may be told of this moment. False when time went back: then nothing is added. */
  saw(then: WindowsThen | null, at: UtcMicros): boolean {
    if (this.#current !== null && at - this.#current.to > MOST_APART_MICROS) this.#end();
    const current = this.#current;
    if (current !== null && at < current.to) return false;
    const goesOn = current !== null && then !== null && isSame(current, then, at);
    if (current !== null) this.#current = { ...current, to: at };
    if (goesOn) return true;
    this.#end();
    if (then !== null) this.#current = { from: at, to: at, ...then };
    return true;
  }

  #end(): void {
    if (this.#current !== null && this.#current.to > this.#current.from) {
      this.#uses.push(this.#current);
    }
    this.#current = null;
  }
}

function isSame(use: WindowUse, then: WindowsThen, at: UtcMicros): boolean {
  if (use.program !== then.program || use.title !== then.title) return false;
  return at - use.from < MOVES_AFTER_MICROS || isDeepStrictEqual(use.windows, then.windows);
}
