import { describe, expect, it } from 'vitest';
import type { PersonDay } from '../../../contract/people.ts';
import { initialMoment } from './day-edges.ts';

const S = 1_000_000;
const piece = (from: number, to: number) =>
  ({ kind: 'span', from: from * S, to: to * S, cause: null, note: null }) as const;
const day = (now: number, ...pieces: ReturnType<typeof piece>[]) => ({
  from: 0,
  to: 1000 * S,
  now: now * S,
  lanes: [{ pieces }] as unknown as PersonDay['lanes'],
});

describe('initialMoment', () => {
  it('opens a past day at its first footage', () => {
    expect(initialMoment(day(5000, piece(10, 20), piece(30, 90)))).toBe(10 * S);
  });

  it('opens today just before the newest footage', () => {
    expect(initialMoment(day(100, piece(10, 20), piece(30, 90)))).toBe(80 * S);
    expect(initialMoment(day(100, piece(85, 90)))).toBe(85 * S);
  });

  it('opens a day of which nothing has come yet where it began', () => {
    const waiting = { ...piece(40, 100), kind: 'pending' as const };
    const lanes = [{ pieces: [waiting] }] as unknown as PersonDay['lanes'];
    expect(initialMoment({ ...day(100), lanes })).toBe(40 * S);
  });

  it('opens a day without footage at its beginning', () => {
    expect(initialMoment(day(100))).toBe(0);
  });
});
