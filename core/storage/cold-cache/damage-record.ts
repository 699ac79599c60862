import type { AppError } from '../../errors.ts';

/** One may be the line's fault. */
const TRIES = 2;
const REMEMBERED_MS = 5 * 60_000;
const MOST_KEYS = 1_000;

interface Damage {
  readonly error: AppError;
  readonly tries: number;
  readonly untilMs: number;
}

/**
 * What the archive has proved not to have as it should. A failure at the end of a stream reaches no
 * player in words; the next request does, and costs no further download for a while.
 */
export class DamageRecord {
  readonly #now: () => number;
  readonly #damages = new Map<string, Damage>();

  constructor(now: () => number) {
    this.#now = now;
  }

  note(key: string, error: AppError): void {
    const tries = (this.#known(key)?.tries ?? 0) + 1;
    this.#damages.delete(key);
    this.#damages.set(key, { error, tries, untilMs: this.#now() + REMEMBERED_MS });
    const [oldest] = this.#damages.keys();
    if (this.#damages.size > MOST_KEYS && oldest !== undefined) this.#damages.delete(oldest);
  }

  forget(key: string): void {
    this.#damages.delete(key);
  }

  assertNone(key: string): void {
    const damage = this.#known(key);
    if (damage !== undefined && damage.tries >= TRIES) throw damage.error;
  }

  #known(key: string): Damage | undefined {
    const damage = this.#damages.get(key);
    return damage !== undefined && damage.untilMs > this.#now() ? damage : undefined;
  }
}
