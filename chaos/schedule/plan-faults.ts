import { FAULTS, type Fault } from './faults.ts';
import type { FaultPlan } from './inflict.ts';
import { SeededRandom } from './seeded-random.ts';

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
