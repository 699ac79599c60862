import { createHash } from 'node:crypto';

/** Numbers in [0, 1) that are the same for the same seed on every machine. */
export class SeededRandom {
  readonly #seed: string;
  #count = 0;

  constructor(seed: string) {
    this.#seed = seed;
  }

  next(): number {
    this.#count += 1;
    const digest = createHash('sha256').update(`${this.#seed}/${this.#count}`).digest();
    return digest.readUInt32BE(0) / 2 ** 32;
  }

  between(from: number, to: number): number {
    return Math.round(from + this.next() * (to - from));
  }

  shuffle<T>(items: readonly T[]): T[] {
    return items
      .map((item) => ({ item, place: this.next() }))
      .sort((a, b) => a.place - b.place)
      .map(({ item }) => item);
  }
}
