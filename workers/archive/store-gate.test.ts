import type { ErrorCode } from '@workcompanion/core/errors';
import { describe, expect, it } from 'vitest';
import { DEFAULT_PACE } from './archive-options.ts';
import { StoreGate } from './store-gate.ts';

function gateOf(slots = 10) {
  const clock = { at: 0 };
  const gate = new StoreGate(DEFAULT_PACE, slots, { now: () => clock.at, random: () => 0.5 });
  const fail = (code: ErrorCode, times = 1, retryAfterSeconds: number | null = null) => {
    for (let time = 0; time < times; time += 1) {
      gate.failed({ code, message: 'no', retryAfterSeconds });
    }
  };
  return { gate, clock, fail };
}

describe('the gate before the store', () => {
  it('stays open over single failures, and over any number that are a segment’s own', () => {
    const { gate, fail } = gateOf();
    fail('unavailable', 2);
    gate.succeeded();
    fail('too-many-requests', 2);
    fail('digest-mismatch', 20);
    expect(gate.width).toBe(10);
  });

  it('closes for all slots on a burst, then lets one probe, then doubles', () => {
    const { gate, clock, fail } = gateOf();
    fail('too-many-requests', 5);
    expect(gate).toMatchObject({ width: 0, waitMs: 2_000 });
    expect(gate.problem?.code).toBe('too-many-requests');
    clock.at = 2_000;
    const widths = [gate.width];
    for (let success = 0; success < 4; success += 1) {
      gate.succeeded();
      widths.push(gate.width);
    }
    expect(widths).toEqual([1, 2, 4, 8, 10]);
    expect(gate.problem).toBeNull();
  });

  it('waits twice as long when the probe fails, up to the ceiling', () => {
    const { gate, clock, fail } = gateOf();
    fail('unavailable', 3);
    const waits: number[] = [];
    for (let probe = 0; probe < 10; probe += 1) {
      waits.push(gate.waitMs);
      clock.at += gate.waitMs;
      fail('unavailable');
    }
    expect(waits.slice(0, 4)).toEqual([2_000, 4_000, 8_000, 16_000]);
    expect(waits.at(-1)).toBe(DEFAULT_PACE.pauseCeilingMs);
  });

  it('waits as long as the store asks', () => {
    const { gate, fail } = gateOf();
    fail('too-many-requests', 3, 90);
    expect(gate.waitMs).toBe(90_000);
  });

  it('is resized at once while it is open, and by success after a burst', () => {
    const { gate, clock, fail } = gateOf();
    gate.resize(15);
    expect(gate.width).toBe(15);
    fail('unavailable', 3);
    clock.at += gate.waitMs;
    gate.resize(7);
    expect(gate.width).toBe(1);
    for (let success = 0; success < 5; success += 1) gate.succeeded();
    expect(gate.width).toBe(7);
  });

  it('closes at the first refusal, for long', () => {
    const { gate, fail } = gateOf();
    fail('storage-refused');
    expect(gate.width).toBe(0);
    expect(gate.waitMs).toBe(DEFAULT_PACE.refusedMs);
  });
});
