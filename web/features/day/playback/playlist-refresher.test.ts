import { describe, expect, it } from 'vitest';
import type { TimelinePiece } from '../../../contract/people.ts';
import { freshnessOf } from './playlist-refresher.ts';

const S = 1_000_000;
const span = (from: number, to: number) => ({ from: from * S, to: to * S });
const told = (...spans: readonly { from: number; to: number }[]): TimelinePiece[] =>
  spans.map((stretch) => ({ ...stretch, kind: 'span', cause: null, note: null }));

describe('freshnessOf', () => {
  const footage = [span(0, 60), span(120, 180)];

  it('is fresh while playlist and day agree, but for seams', () => {
    expect(freshnessOf(told(span(0, 60), span(120, 181)), { footage, isGrowing: true })).toBe(
      'fresh',
    );
  });

  it('appends what was uploaded since', () => {
    const day = told(span(0, 60), span(120, 240));
    expect(freshnessOf(day, { footage, isGrowing: true })).toBe('append');
    expect(freshnessOf(day, { footage, isGrowing: false })).toBe('reopen');
  });

  it('takes a new playlist when footage came in between, late', () => {
    expect(freshnessOf(told(span(0, 180)), { footage, isGrowing: true })).toBe('reopen');
  });

  it('waits for the first playlist', () => {
    expect(freshnessOf(told(span(0, 60)), { footage: null, isGrowing: false })).toBe('fresh');
  });
});
