import type { TaskFailure } from '../threads/task-failure.ts';
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

/** What is known of the store, and how many slots to use of it. */
export interface SlotsState {
  readonly slots: number;
  /** While more slots are tried: what it was before. */
  readonly before: { readonly slots: number; readonly rate: number } | null;
  /** The rate with `slots`, when it was last thought good; null before the first measure. */
  readonly rate: number | null;
  /** So many measures more before anything is tried. */
  readonly rest: number;
}

/** What happened for some seconds. */
interface SlotsMeasure {
  readonly bytesPerSecond: number;
  /** 429, 503, time-outs: the store's, not a segment's. */
  readonly storeFailures: number;
}

interface SlotsRange {
  readonly first: number;
  readonly most: number;
}

const GROWTH = 1.5;
/** More slots are worth keeping from this share of the ideal gain on. */
const WORTHWHILE = 0.2;
/** With as many slots, a rate that fell so far means that each waits twice as long. */
const SLOWED = 0.5;
const REST_AFTER_TRIAL = 12;
const REST_AFTER_FAILURE = 24;

export function firstSlots({ first }: SlotsRange): SlotsState {
  return { slots: first, before: null, rate: null, rest: 0 };
}

/**
 * Climbs by half while that brings a tenth, and goes back one step when it does not. Failures of
 * the store halve the slots, down to one. A store that has become twice as slow gets no more
 * than it got at first: more would only wait longer.
 */
export function nextSlots(state: SlotsState, measure: SlotsMeasure, range: SlotsRange): SlotsState {
  const { slots, before, rate, rest } = state;
  const now = measure.bytesPerSecond;
  if (measure.storeFailures > 0) {
    return resting(Math.max(1, Math.floor(slots / 2)), null, REST_AFTER_FAILURE);
  }
  if (before !== null) {
    const ideal = slots / before.slots - 1;
    if (now >= before.rate * (1 + ideal * WORTHWHILE)) return climbed(slots, now, range);
    return resting(before.slots, before.rate, REST_AFTER_TRIAL);
  }
  if (rate !== null && now < rate * SLOWED && slots > range.first) {
    return resting(range.first, null, REST_AFTER_TRIAL);
  }
  if (rest > 0) return { slots, before, rate: Math.max(now, rate ?? 0), rest: rest - 1 };
  return climbed(slots, now, range);
}

function climbed(slots: number, rate: number, { most }: SlotsRange): SlotsState {
  const more = Math.min(most, Math.ceil(slots * GROWTH));
  if (more === slots) return resting(slots, rate, REST_AFTER_TRIAL);
  return { slots: more, before: { slots, rate }, rate, rest: 0 };
}

function resting(slots: number, rate: number | null, rest: number): SlotsState {
  return { slots, before: null, rate, rest };
}
