import type { TimelineItem } from '@workcompanion/core/footage/timeline';
import { describe, expect, it } from 'vitest';
import { ABSENT_WORDS, GAP_WORDS } from '../video/gap-words.ts';
import { gapCards } from './lane-cards.ts';

const S = 1_000_000;
const span = (from: number, to: number): TimelineItem => ({
  kind: 'span',
  recordingId: 'r',
  from: from * S,
  to: to * S,
});
const paused = (from: number, to: number): TimelineItem => ({
  kind: 'gap',
  cause: 'paused',
  note: 'lunch',
  from: from * S,
  to: to * S,
});
const stretch = (from: number, to: number) => ({ from: from * S, to: to * S });

describe('gapCards', () => {
  it('tells the cause of each hole, and begins and ends with the clip', () => {
    const cards = gapCards({
      ...stretch(0, 100),
      items: [paused(-50, 10), span(10, 60), paused(60, 120)],
      shown: [stretch(10, 40), stretch(40, 60)],
      absent: [],
    });
    expect(cards).toEqual([
      { kind: 'gap', ...stretch(0, 10), words: GAP_WORDS.paused, note: 'lunch' },
      { kind: 'gap', ...stretch(60, 100), words: GAP_WORDS.paused, note: 'lunch' },
    ]);
  });

  it('says of footage that is gone why', () => {
    const cards = gapCards({
      ...stretch(0, 50),
      items: [span(0, 50)],
      shown: [stretch(0, 10), stretch(30, 50)],
      absent: [
        { ...stretch(10, 20), why: 'shredded' },
        { ...stretch(20, 30), why: 'unreadable' },
      ],
    });
    expect(cards.map(({ words }) => words)).toEqual([
      ABSENT_WORDS.shredded,
      ABSENT_WORDS.unreadable,
    ]);
  });

  it('takes no notice of what an encoder needs to stop and to start', () => {
    const shown = [stretch(0, 10), { from: 10.4 * S, to: 20 * S }];
    expect(gapCards({ ...stretch(0, 20), items: [span(0, 20)], shown, absent: [] })).toEqual([]);
  });

  it('has no known cause for what nothing tells of', () => {
    const cards = gapCards({ ...stretch(0, 20), items: [], shown: [], absent: [] });
    expect(cards).toEqual([
      { kind: 'gap', ...stretch(0, 20), words: GAP_WORDS.unexplained, note: null },
    ]);
  });
});
