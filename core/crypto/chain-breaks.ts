import type { IndexRange } from '../protocol/journal-head.ts';
import type { Statement } from '../protocol/statement.ts';

interface Break extends IndexRange {
  /** What the entry after it points at. */
  readonly prev: string;
}

/**
 * Where entries of a journal are absent, held against what the device itself says of it: that it lost
 * them, or that it states them anew under another index.
 */
export class ChainBreaks {
  readonly #breaks: Break[] = [];
  readonly #lost: IndexRange[] = [];
  /** Hashes of superseded entries by their index. */
  readonly #superseded = new Map<number, string>();

  /** All statements at hand, in any order. */
  hear(statement: Statement): void {
    if (statement.kind === 'journal-damaged') this.#lost.push(...statement.lost);
    const { restates } = statement;
    if (restates !== undefined) this.#superseded.set(restates.index, restates.hash);
  }

  found(found: Break): void {
    this.#breaks.push(found);
  }

  /** How many entries are absent. */
  get absent(): number {
    return this.#breaks.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  }

  /** From the first to the last absent one; null when all are there. */
  get extent(): IndexRange | null {
    const [first, last] = [this.#breaks[0], this.#breaks.at(-1)];
    return first === undefined || last === undefined
      ? null
      : { first: first.first, last: last.last };
  }

  /** The first absent entry that no word of the device explains; null when there is none. */
  get unnamed(): number | null {
    for (const each of this.#breaks) {
      const at = this.#unnamedOf(each);
      if (at !== null) return at;
    }
    return null;
  }

  #unnamedOf({ first, last, prev }: Break): number | null {
    let at = first;
    while (at <= last) {
      const range = this.#lost.find((lost) => lost.first <= at && at <= lost.last);
      const hash = this.#superseded.get(at);
      // The entry after it points at it: so its hash is known, and must be that of the superseded one.
      const isOther = range === undefined && at === last && hash !== prev;
      if (range === undefined && (hash === undefined || isOther)) return at;
      at = range === undefined ? at + 1 : range.last + 1;
    }
    return null;
  }
}
