import { describe, expect, it } from 'vitest';
import { markAbsent } from './mark-absent.ts';
import { DELETED, NOT_FOUND, type TimelinePiece } from './people.ts';

const span = (from: number, to: number): TimelinePiece => ({
  kind: 'span',
  from,
  to,
  cause: null,
  note: null,
});
const gap = (from: number, to: number, cause: string): TimelinePiece => ({
  kind: 'gap',
  from,
  to,
  cause,
  note: null,
});

describe('markAbsent', () => {
  it('leaves a lane that lost nothing as it is', () => {
    const pieces = [span(0, 10), gap(10, 20, 'locked'), span(20, 30)];
    expect(markAbsent(pieces, DELETED, [])).toEqual(pieces);
    expect(markAbsent(pieces, NOT_FOUND, [{ from: 10, to: 20 }])).toEqual(pieces);
  });

  it('cuts what is no more out of the footage, and joins what touches', () => {
    expect(
      markAbsent([span(0, 30), gap(30, 40, 'locked'), span(40, 50)], NOT_FOUND, [
        { from: -5, to: 4 },
        { from: 10, to: 15 },
        { from: 15, to: 20 },
        { from: 40, to: 60 },
      ]),
    ).toEqual([
      gap(0, 4, 'not-found'),
      span(4, 10),
      gap(10, 20, 'not-found'),
      span(20, 30),
      gap(30, 40, 'locked'),
      gap(40, 50, 'not-found'),
    ]);
  });
});
