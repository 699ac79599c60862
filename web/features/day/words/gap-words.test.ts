import { GapCause } from '@workcompanion/core/protocol/gap-cause';
import { describe, expect, it } from 'vitest';
import { type TimelinePiece, TOO_FRESH } from '../../../contract/people.ts';
import { absenceAt, causesBetween } from './absence-at.ts';
import { gapTone, knownCause } from './gap-tone.ts';

const S = 1_000_000;
const piece = (
  kind: TimelinePiece['kind'],
  from: number,
  to: number,
  cause: string | null = null,
): TimelinePiece => ({
  kind,
  from: from * S,
  to: to * S,
  cause,
  note: cause === 'paused' ? 'Lunch' : null,
});
const pieces = [
  piece('span', 10, 20),
  piece('gap', 20, 30, 'paused'),
  piece('gap', 30, 40, 'locked'),
  piece('span', 40, 50),
  piece('pending', 50, 60),
];

describe('gap tones', () => {
  it('tell private gaps from faults, and know each cause', () => {
    expect(gapTone('paused')).toBe('private');
    expect(gapTone('locked')).toBe('neutral');
    expect(gapTone('crashed')).toBe('bad');
    for (const cause of GapCause.options) expect(gapTone(cause)).toBeTruthy();
  });

  it('take a cause of a newer server as unknown, and none as unexplained', () => {
    expect(knownCause('abducted')).toBe('unknown');
    expect(gapTone('abducted')).toBe('neutral');
    expect(knownCause(null)).toBe('unexplained');
    expect(gapTone(null)).toBe('bad');
  });
});

describe('explainAbsence', () => {
  it('names the cause, the note and the whole gap', () => {
    expect(absenceAt(pieces, 25 * S)).toEqual({
      kind: 'gap',
      cause: 'paused',
      note: 'Lunch',
      from: 20 * S,
      to: 30 * S,
    });
  });

  it('tells what waits to be uploaded from what can not be read', () => {
    expect(absenceAt(pieces, 55 * S).kind).toBe('pending');
    expect(absenceAt(pieces, 15 * S).kind).toBe('missing');
  });

  it('tells what the viewer may see later', () => {
    const fresh = [...pieces, piece('pending', 60, 70, TOO_FRESH)];
    expect(absenceAt(fresh, 65 * S).kind).toBe('too-fresh');
  });

  it('knows the stretches around the known ones', () => {
    expect(absenceAt(pieces, 5 * S)).toEqual({ kind: 'nothing', from: null, to: 10 * S });
    expect(absenceAt(pieces, 70 * S)).toEqual({ kind: 'nothing', from: 60 * S, to: null });
  });
});

describe('causesBetween', () => {
  it('lists each cause of a jump once, in order', () => {
    expect(causesBetween(pieces, 20 * S, 40 * S)).toEqual(['paused', 'locked']);
    expect(causesBetween(pieces, 32 * S, 45 * S)).toEqual(['locked']);
    expect(causesBetween(pieces, 12 * S, 15 * S)).toEqual([]);
  });
});
