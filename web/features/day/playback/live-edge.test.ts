import { describe, expect, test } from 'vitest';
import { isFarBehind, LivePace, liveEdge } from './live-edge.ts';

const S = 1_000_000;

describe('the newest footage', () => {
  const footage = [{ from: 0, to: 50 * S }];

  test('is watched a second before its end', () => {
    expect(liveEdge(footage)).toBe(49 * S);
    expect(liveEdge([{ from: 49.5 * S, to: 50 * S }])).toBe(49.5 * S);
    expect(liveEdge([])).toBeNull();
  });

  test('is jumped to by who is left far behind', () => {
    expect(isFarBehind(footage, 45 * S)).toBe(false);
    expect(isFarBehind(footage, 43 * S)).toBe(true);
    expect(isFarBehind([], 43 * S)).toBe(false);
  });
});

interface Arrivals {
  /** Seconds from one segment to the next, and from its end until it is here. */
  readonly every: number;
  readonly delay: (segment: number) => number;
  /** How far behind the picture begins, seconds. */
  readonly behind: number;
}

/** How far the picture is behind the screen at the end of each second, as segments come. */
function follow({ every, delay, behind }: Arrivals, seconds: number): number[] {
  const pace = new LivePace();
  const told: number[] = [];
  let picture = -behind;
  for (let now = 0; now < seconds; now += 1 / 60) {
    let end = -behind;
    for (let segment = Math.floor(now / every); end === -behind && segment > -99; segment -= 1) {
      if (segment * every + delay(segment) <= now) end = segment * every;
    }
    const rate = pace.rateAt(now * 1000, (end - picture) * S);
    picture = Math.min(end, picture + rate / 60);
    if (Math.floor(now + 1 / 60) > Math.floor(now)) told.push(now - picture);
  }
  return told;
}

describe('the pace of live', () => {
  test('comes to what segments of a second and their way need, and stays there', () => {
    const lags = follow({ every: 1, delay: () => 0.7, behind: 6 }, 60).slice(30);
    expect(Math.max(...lags)).toBeLessThan(2.4);
    // Not so near that the picture would stand still again and again.
    expect(Math.min(...lags)).toBeGreaterThan(1.6);
  });

  test('comes near also where segments are late now and then', () => {
    const delay = (segment: number) => (segment % 7 === 0 ? 1.4 : 0.6);
    const lags = follow({ every: 1, delay, behind: 6 }, 90).slice(30);
    expect(lags.toSorted((a, b) => a - b)[30]).toBeLessThan(3);
  });

  test('is the usual one when nothing is spare, and after a jump', () => {
    const pace = new LivePace();
    expect(pace.rateAt(0, 2 * S)).toBe(1.2);
    expect(pace.rateAt(16, 0.2 * S)).toBe(1);
    expect(pace.rateAt(32, 2 * S)).toBe(1);
    pace.reset();
    expect(pace.rateAt(48, 2 * S)).toBe(1.2);
  });
});
