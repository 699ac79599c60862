import { DeviceId } from '@workcompanion/core/ids';
import { describe, expect, test } from 'vitest';
import type { Bookmark } from '../../../contract/bookmarks.ts';
import type { Lane } from '../../../contract/people.ts';
import { nextUnreviewed, reviewOf } from './review-of.ts';

const S = 1_000_000;
const MINUTE = 60 * S;
const device = DeviceId.parse('019bb0a0-0000-7000-8000-000000000001');
const stretch = (from: number, to: number) => ({ from: from * MINUTE, to: to * MINUTE });
const lane = (display: string, ...spans: [number, number][]): Lane => ({
  device,
  display,
  hostname: 'desk-7',
  geometry: null,
  covered: [],
  pieces: spans.map(([from, to]) => ({
    kind: 'span',
    ...stretch(from, to),
    cause: null,
    note: null,
  })),
});
const mark = (kind: Bookmark['kind'], from: number, to: number, display: string | null = null) =>
  ({
    kind,
    device: display === null ? null : device,
    display,
    ...stretch(from, to),
  }) as Bookmark;

describe('what is left to review', () => {
  const lanes = [lane('A', [0, 60], [120, 180]), lane('B', [0, 60])];

  test('is footage that neither the viewer has seen nor anybody has marked', () => {
    const { unreviewed, footageMicros } = reviewOf({
      lanes,
      watched: [
        { device, display: 'A', ...stretch(0, 30) },
        { device, display: 'B', ...stretch(0, 20) },
      ],
      bookmarks: [mark('nothing-found', 150, 180), mark('note', 120, 150)],
    });
    expect(unreviewed).toMatchObject([stretch(20, 60), stretch(120, 150)]);
    expect(footageMicros).toBe(120 * MINUTE);
  });

  test('is on each display by itself', () => {
    const { unreviewed, marked } = reviewOf({
      lanes,
      watched: [],
      bookmarks: [mark('seen', 0, 60, 'A'), mark('seen', 120, 180)],
    });
    expect(unreviewed).toMatchObject([stretch(0, 60)]);
    expect(marked.get(`${device}/B`)).toMatchObject([stretch(120, 180)]);
  });

  test('is not the second between two reports', () => {
    const watched = [
      { device, display: 'C', from: 0, to: 10 * S },
      { device, display: 'C', from: 12 * S, to: MINUTE },
    ];
    expect(reviewOf({ lanes: [lane('C', [0, 1])], watched, bookmarks: [] }).unreviewed).toEqual([]);
  });
});

describe('the next stretch to review', () => {
  const left = [stretch(10, 20), stretch(60, 180)];

  test('begins where the viewer is, and is half an hour at most', () => {
    expect(nextUnreviewed(left, 0)).toEqual(stretch(10, 20));
    expect(nextUnreviewed(left, 15 * MINUTE)).toEqual(stretch(15, 20));
    expect(nextUnreviewed(left, 20 * MINUTE)).toEqual(stretch(60, 90));
    expect(nextUnreviewed(left, 90 * MINUTE)).toEqual(stretch(90, 120));
  });

  test('is the first again after the last, as long as any is left', () => {
    expect(nextUnreviewed(left, 180 * MINUTE)).toEqual(stretch(10, 20));
    expect(nextUnreviewed([], 0)).toBeNull();
  });
});
