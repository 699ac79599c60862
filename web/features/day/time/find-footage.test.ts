import { coveredMicros, intervalAt, mergeIntervals } from '@workcompanion/core/footage/interval';
import { describe, expect, it } from 'vitest';
import { findFootage, footageEnd, holeAround, stretchStart } from './find-footage.ts';

const S = 1_000_000;
const span = (from: number, to: number) => ({ from: from * S, to: to * S });

describe('intervals', () => {
  it('merges what touches or overlaps, whatever the order', () => {
    expect(mergeIntervals([span(5, 7), span(1, 3), span(3, 4), span(6, 9)])).toEqual([
      span(1, 4),
      span(5, 9),
    ]);
  });

  it('forgives a hole within the tolerance', () => {
    expect(mergeIntervals([span(0, 1), { from: 1.2 * S, to: 2 * S }], 250_000)).toEqual([
      span(0, 2),
    ]);
  });

  it('holds its beginning and not its end', () => {
    const spans = [span(1, 2), span(3, 4)];
    expect(intervalAt(spans, 1 * S)).toBe(spans[0]);
    expect(intervalAt(spans, 2 * S)).toBeNull();
    expect(intervalAt(spans, 0)).toBeNull();
  });

  it('measures what a stretch covers', () => {
    expect(coveredMicros([span(0, 10), span(20, 30)], span(5, 25))).toBe(10 * S);
  });
});

describe('findFootage', () => {
  const footage = [span(10, 20), span(30, 40)];

  it('stays where there is footage', () => {
    expect(findFootage(footage, 15 * S)).toEqual({ micros: 15 * S, found: 'here' });
  });

  it('leads from a gap to the next footage', () => {
    expect(findFootage(footage, 25 * S)).toEqual({ micros: 30 * S, found: 'next' });
    expect(findFootage(footage, 0)).toEqual({ micros: 10 * S, found: 'next' });
    expect(findFootage(footage, 20 * S)).toEqual({ micros: 30 * S, found: 'next' });
  });

  it('leads from behind the last footage to its last frame', () => {
    expect(findFootage(footage, 90 * S)).toEqual({ micros: 39.8 * S, found: 'end' });
    expect(findFootage([span(1, 1.1)], 5 * S)).toEqual({ micros: 1 * S, found: 'end' });
  });

  it('has no answer for a day without footage', () => {
    expect(findFootage([], 1)).toBeNull();
  });
});

describe('stretch by stretch', () => {
  const footage = [span(10, 20), span(30, 40)];

  it('goes back to the beginning of this stretch first, then to the one before', () => {
    expect(stretchStart(footage, 38 * S, -1)).toBe(30 * S);
    expect(stretchStart(footage, 31 * S, -1)).toBe(10 * S);
    expect(stretchStart(footage, 11 * S, -1)).toBeNull();
  });

  it('goes on to the next beginning', () => {
    expect(stretchStart(footage, 12 * S, 1)).toBe(30 * S);
    expect(stretchStart(footage, 35 * S, 1)).toBeNull();
  });
});

it('the first and the last picture are inside the footage', () => {
  const footage = [span(10, 20), span(30, 40)];
  expect(footageEnd(footage, -1)).toBe(10 * S);
  expect(footageEnd(footage, 1)).toBe(39.8 * S);
  expect(footageEnd([], 1)).toBeNull();
});

describe('a hole in what can be played', () => {
  const within = { from: 10, to: 90 };

  it('lies between the footage around it, and within what it is a hole in', () => {
    const footage = [
      { from: 20, to: 30 },
      { from: 50, to: 60 },
    ];
    const holeAt = (micros: number) => holeAround(footage, { within, micros });
    expect(holeAt(15)).toEqual({ from: 10, to: 20 });
    expect(holeAt(40)).toEqual({ from: 30, to: 50 });
    expect(holeAt(70)).toEqual({ from: 60, to: 90 });
    expect(holeAround([], { within, micros: 40 })).toEqual(within);
  });
});
