import { describe, expect, it } from 'vitest';
import { chooseLeader, chooseSuccessor, decideAdvance } from './leader.ts';

const S = 1_000_000;
const span = (from: number, to: number) => ({ from: from * S, to: to * S });
const first = { key: 'a', footage: [span(0, 10), span(60, 90)] };
const second = { key: 'b', footage: [span(0, 30)] };

describe('the leading display', () => {
  it('is the first one on screen that has footage', () => {
    expect(chooseLeader([first, second], 5 * S)).toBe('a');
    expect(chooseLeader([first, second], 15 * S)).toBe('b');
    expect(chooseLeader([first, second], 40 * S)).toBeNull();
  });

  it('hands over to a display that goes on, without a jump', () => {
    expect(chooseSuccessor([first, second], 10 * S)).toEqual({ key: 'b', micros: 10 * S });
  });

  it('jumps only the gap that all displays share', () => {
    expect(chooseSuccessor([first, second], 30 * S)).toEqual({ key: 'a', micros: 60 * S });
    expect(chooseSuccessor([first, second], 95 * S)).toBeNull();
  });
});

const beat = (
  micros: number,
  wall: number,
  rest: { leader?: string | null; hasRunOut?: boolean } = {},
) => ({
  candidates: [first, second],
  leader: 'a',
  hasRunOut: false,
  micros: micros * S,
  wall: wall * S,
  ...rest,
});

describe('decideAdvance', () => {
  it('goes on with the leader inside its footage', () => {
    expect(decideAdvance(beat(5, 5.1))).toEqual({ kind: 'on', micros: 5.1 * S });
  });

  it('hands over where the leader breaks off, though its player has jumped the gap already', () => {
    expect(decideAdvance(beat(9.9, 60.1))).toEqual({
      kind: 'pass',
      key: 'b',
      micros: 10 * S,
      gap: span(10, 10),
    });
  });

  it('passes the gap that all share', () => {
    expect(decideAdvance(beat(29.9, 30, { leader: 'b' }))).toMatchObject({
      kind: 'pass',
      key: 'a',
      micros: 60 * S,
      gap: span(30, 60),
    });
  });

  it('takes standing still at the end for the end', () => {
    expect(decideAdvance(beat(89.7, 89.8, { hasRunOut: true }))).toEqual({ kind: 'out' });
  });

  it('looks for footage where no display on screen has any', () => {
    expect(decideAdvance(beat(40, 0, { leader: null }))).toMatchObject({
      key: 'a',
      micros: 60 * S,
    });
    expect(decideAdvance(beat(95, 0, { leader: null }))).toEqual({ kind: 'out' });
  });
});
