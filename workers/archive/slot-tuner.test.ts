import { describe, expect, it } from 'vitest';
import { DEFAULT_PACE } from './archive-options.ts';
import { SlotTuner } from './slot-tuner.ts';
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
