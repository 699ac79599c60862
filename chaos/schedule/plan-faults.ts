import { createHash } from 'node:crypto';
import { FAULTS, type Fault } from './faults.ts';
import type { FaultPlan } from './inflict.ts';

export interface PlannedFault extends FaultPlan {
  readonly fault: Fault;
}

export interface PlanWish {
  readonly seed: string;
  readonly forMs: number;
  /** Between the beginnings of two faults, in the middle. */
  readonly everyMs: number;
  readonly canFill: boolean;
}

/**
 * What goes wrong when: the same for the same wish. Round after round of all faults, each round
 * shuffled, so that also a short run meets most kinds.
 */
export function planFaults({ seed, forMs, everyMs, canFill }: PlanWish): PlannedFault[] {
  const random = new SeededRandom(seed);
  const round = FAULTS.filter(({ needsSmallDisks }) => canFill || !needsSmallDisks).flatMap(
    (fault) => Array.from({ length: fault.share }, () => fault),
  );
  const planned: PlannedFault[] = [];
  let atMs = 0;
  let waiting: Fault[] = [];
  for (;;) {
    atMs += random.between(everyMs * 0.4, everyMs * 1.6);
    if (atMs >= forMs) return planned;
    if (waiting.length === 0) waiting = random.shuffle(round);
    const fault = waiting.pop();
    if (fault === undefined) return planned;
    const [shortest, longest] = fault.lastsMs;
    const lastsMs = Math.min(random.between(shortest, longest), forMs - atMs);
    planned.push({ fault, atMs, lastsMs, target: random.next() });
  }
}

/** Numbers in [0, 1) that are the same for the same seed on every machine. */
class SeededRandom {
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
