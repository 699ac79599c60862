import { describe, expect, it } from 'vitest';
import { DEFAULT_PACE } from './archive-options.ts';
import { firstSlots, nextSlots, type SlotsState, SlotTuner } from './slot-tuner.ts';
import { StoreGate } from './store-gate.ts';

function tunerOf() {
  const clock = { at: 0 };
  const now = () => clock.at;
  const gate = new StoreGate(DEFAULT_PACE, 10, { now, random: () => 0.5 });
  const tuner = new SlotTuner(gate, { first: 10, most: 64 }, now);
  const upload = (count: number, ms: number) => {
    for (let index = 0; index < count; index += 1) {
      clock.at += ms / count;
      tuner.uploaded(1_000_000);
    }
  };
  return { clock, gate, tuner, upload };
}

describe('the tuner of slots', () => {
  it('opens the gate wider after some seconds of uploads', () => {
    const { gate, upload } = tunerOf();
    upload(30, 2_900);
    expect(gate.width).toBe(10);
    upload(1, 200);
    expect(gate.width).toBe(15);
  });

  it('does not judge by a few large uploads', () => {
    const { gate, upload } = tunerOf();
    upload(19, 60_000);
    expect(gate.width).toBe(10);
    upload(1, 1);
    expect(gate.width).toBe(15);
  });

  it('takes no pause between two runs for slowness', () => {
    const { gate, tuner, clock, upload } = tunerOf();
    upload(40, 4_000);
    expect(gate.width).toBe(15);
    clock.at += 3_600_000;
    tuner.begin();
    upload(60, 4_000);
    expect(gate.width).toBe(23);
  });

  it('counts failures of the store, and none that are a segment’s own', () => {
    const failure = { message: 'no', retryAfterSeconds: null };
    const { gate, tuner, upload } = tunerOf();
    tuner.failed({ code: 'digest-mismatch', ...failure });
    upload(40, 4_000);
    expect(gate.width).toBe(15);
    tuner.failed({ code: 'too-many-requests', ...failure });
    upload(60, 4_000);
    expect(gate.width).toBe(7);
  });
});

const RANGE = { first: 10, most: 64 };

/** The slots of each step against a store with this rate for so many slots. */
function run(
  steps: number,
  store: (slots: number, step: number) => { rate: number; failures?: number },
  start: SlotsState = firstSlots(RANGE),
): number[] {
  const used: number[] = [];
  let state = start;
  for (let step = 0; step < steps; step += 1) {
    const { rate, failures = 0 } = store(state.slots, step);
    used.push(state.slots);
    state = nextSlots(state, { bytesPerSecond: rate, storeFailures: failures }, RANGE);
  }
  return used;
}

describe('the number of slots', () => {
  it('grows to the most while each step brings more, as over a long line', () => {
    expect(run(8, (slots) => ({ rate: slots * 2.5 }))).toEqual([10, 15, 23, 35, 53, 64, 64, 64]);
  });

  it('stays at the first number where more bring nothing, and asks again only now and then', () => {
    const used = run(100, () => ({ rate: 100 }));
    expect(used.slice(0, 4)).toEqual([10, 15, 10, 10]);
    expect(used.filter((slots) => slots > 10).length).toBeLessThan(9);
    expect(Math.max(...used)).toBe(15);
  });

  it('stops where the line is full', () => {
    const used = run(60, (slots) => ({ rate: Math.min(slots, 22) }));
    expect(used.slice(0, 5)).toEqual([10, 15, 23, 35, 23]);
    expect(Math.max(...used)).toBe(35);
  });

  it('is halved by each measure with failures of the store, down to one, and climbs again later', () => {
    const used = run(80, (slots, step) => ({ rate: slots, failures: step < 5 ? 3 : 0 }));
    expect(used.slice(0, 7)).toEqual([10, 5, 2, 1, 1, 1, 1]);
    expect(used.slice(0, 28).at(-1)).toBe(1);
    expect(used.at(-1)).toBe(64);
  });

  it('falls back to the first number when the store becomes twice as slow', () => {
    const fast = run(10, (slots) => ({ rate: slots }));
    expect(fast.at(-1)).toBe(64);
    const used = run(12, (slots, step) => ({ rate: step < 8 ? slots : slots / 3 }));
    expect(used.slice(7)).toEqual([64, 64, 10, 10, 10]);
  });

  it('never leaves one slot that works for none', () => {
    const state = { slots: 1, before: null, rate: 1, rest: 0 };
    expect(nextSlots(state, { bytesPerSecond: 0, storeFailures: 9 }, RANGE).slots).toBe(1);
  });
});
