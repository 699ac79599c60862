import { describe, expect, it } from 'vitest';
import type { Change } from './change.ts';
import { Pacer } from './pacer.ts';
import { type Pacing, USUAL_PACING } from './pacing.ts';

const MINUTE = 60_000_000;
const LANES = ['left'];
/** µs of the viewer's time between two looks. */
const BEAT = 16_000;

/** Half an hour: busy, still for ten minutes, a little, a hole of five minutes, busy. */
const DAY: readonly Change[] = [
  { from: 0, to: 5 * MINUTE, change: 1 },
  { from: 5 * MINUTE, to: 15 * MINUTE, change: 0.02 },
  { from: 15 * MINUTE, to: 20 * MINUTE, change: 0.4 },
  { from: 25 * MINUTE, to: 30 * MINUTE, change: 0.9 },
];

function pacerOf(changes: readonly Change[]): Pacer {
  const pacer = new Pacer();
  pacer.learn(new Map([['left', changes]]));
  return pacer;
}

/** Plays as a browser without hitches would, over holes at once; the viewer's time it took, µs. */
function play(pacer: Pacer, wish: Pacing, { from, to }: { from: number; to: number }) {
  const pacing = { ...wish, stopAt: to };
  let [micros, time] = [from, 0];
  while (time < 100 * MINUTE) {
    const pace = pacer.paceAt({ micros, speed: 1, pacing, shown: LANES });
    if (pace.kind === 'stop') return time;
    if (pace.kind === 'skip') micros = pace.to;
    else {
      micros += pace.rate * BEAT;
      time += BEAT;
      if (micros >= 20 * MINUTE && micros < 25 * MINUTE) micros = 25 * MINUTE;
    }
  }
  return time;
}

describe('a stretch that is watched within a time', () => {
  const stretch = { from: MINUTE, to: 29 * MINUTE };

  it.each([2, 5, 10, 20])('ends after %i minutes', (minutes) => {
    const pacing = { ...USUAL_PACING, budget: { ...stretch, time: minutes * MINUTE } };
    const took = play(pacerOf(DAY), pacing, stretch);
    expect(Math.abs(took / MINUTE - minutes)).toBeLessThan(minutes * 0.02);
  });

  it('gives the time of what is skipped to the rest', () => {
    const pacing = { ...USUAL_PACING, skipsIdle: true };
    const budget = { ...stretch, time: 10 * MINUTE };
    const took = play(pacerOf(DAY), { ...pacing, budget }, stretch);
    expect(Math.abs(took / MINUTE - 10)).toBeLessThan(0.2);
    const longest = { ...stretch, time: Number.POSITIVE_INFINITY };
    const seconds = (one: Pacing) => pacerOf(DAY).timeFor(longest, one, LANES) / 1_000_000;
    expect([seconds(USUAL_PACING), seconds(pacing)]).toEqual([
      expect.closeTo(23 * 60, 1),
      expect.closeTo(13 * 60 + 4, 1),
    ]);
  });

  it('is as fast as it can be where the time is too short, and says how long that takes', () => {
    const budget = { ...stretch, time: MINUTE / 2 };
    const promised = pacerOf(DAY).timeFor(budget, USUAL_PACING, LANES);
    const took = play(pacerOf(DAY), { ...USUAL_PACING, budget }, stretch);
    expect(promised).toBeGreaterThan(budget.time);
    expect(Math.abs(took - promised)).toBeLessThan(0.02 * promised);
  });
});
