import { describe, expect, it } from 'vitest';
import { groupViews } from './group-views.ts';

const S = 1_000_000;
const view = (userName: string, watchedAt: number, from: number, to: number) => ({
  userName,
  watchedAt: watchedAt * S,
  footageFrom: from * S,
  footageTo: to * S,
  pictures: false,
  reason: null,
  note: null,
});

describe('groupViews', () => {
  it('counts two displays side by side as one view', () => {
    const grouped = groupViews([view('A. Chen', 100, 10, 20), view('A. Chen', 101, 10, 21)]);
    expect(grouped).toEqual([view('A. Chen', 101, 10, 21)]);
  });

  it('keeps apart what others watched, what was watched later, and other footage', () => {
    const views = [
      view('B. Okafor', 100, 10, 20),
      view('A. Chen', 100, 10, 20),
      view('A. Chen', 200, 10, 20),
      view('A. Chen', 201, 500, 520),
    ];
    expect(groupViews(views)).toHaveLength(4);
  });

  it('puts the newest first', () => {
    const [first] = groupViews([view('A', 100, 0, 1), view('B', 300, 0, 1)]);
    expect(first?.userName).toBe('B');
  });

  it('keeps who looked at pictures apart from who watched', () => {
    const watched = view('Ada', 100, 0, 60);
    expect(groupViews([watched, { ...watched, pictures: true }])).toHaveLength(2);
  });
});
