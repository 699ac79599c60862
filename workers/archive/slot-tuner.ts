import type { TaskFailure } from '../threads/task-failure.ts';
import { firstSlots, nextSlots, type SlotsRange, type SlotsState } from './adapt-slots.ts';
import { failureScope, type StoreGate } from './store-gate.ts';

/** A measure takes so long, and twice as many uploads as there are slots: else chance decides. */
const MEASURE_MS = 3_000;
const UPLOADS_A_SLOT = 2;

/** Measures uploads, and lets the gate be as wide as `nextSlots` finds good. */
export class SlotTuner {
  readonly #gate: StoreGate;
  readonly #range: SlotsRange;
  readonly #now: () => number;
  #state: SlotsState;
  #measure = { startedAt: 0, uploads: 0, bytes: 0, failures: 0 };

  constructor(gate: StoreGate, range: SlotsRange, now: () => number) {
    this.#gate = gate;
    this.#range = range;
    this.#now = now;
    this.#state = firstSlots(range);
    this.begin();
  }

  /** Work begins, perhaps after a pause that is no measure of the store. */
  begin(): void {
    this.#measure = { startedAt: this.#now(), uploads: 0, bytes: 0, failures: 0 };
  }

  uploaded(bytes: number): void {
    this.#measure.uploads += 1;
    this.#measure.bytes += bytes;
    this.#decide();
  }

  failed({ code }: TaskFailure): void {
    if (failureScope(code) !== 'store') return;
    this.#measure.failures += 1;
    this.#decide();
  }

  #decide(): void {
    const { startedAt, uploads, bytes, failures } = this.#measure;
    const ms = this.#now() - startedAt;
    if (ms < MEASURE_MS || uploads + failures < this.#state.slots * UPLOADS_A_SLOT) return;
    const measure = { bytesPerSecond: (bytes * 1000) / ms, storeFailures: failures };
    this.#state = nextSlots(this.#state, measure, this.#range);
    this.#gate.resize(this.#state.slots);
    this.begin();
  }
}
