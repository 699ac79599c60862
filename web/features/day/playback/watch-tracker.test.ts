import { describe, expect, it } from 'vitest';
import { WatchTracker } from './watch-tracker.ts';

const S = 1_000_000;

describe('WatchTracker', () => {
  it('reports the picture that a page opens at, however soon it is left', () => {
    const watch = new WatchTracker();
    watch.frame('a', 10 * S);
    const report = { run: 1, key: 'a', from: 10 * S, to: 10 * S, live: false };
    expect(watch.take({ isInSight: false })).toEqual([report]);
    expect(watch.take()).toEqual([]);
  });

  it('lets one run grow while footage runs', () => {
    const watch = new WatchTracker();
    watch.frame('a', 10 * S);
    watch.frame('a', 12 * S);
    expect(watch.take()).toEqual([{ run: 1, key: 'a', from: 10 * S, to: 12 * S, live: false }]);
    expect(watch.take()).toEqual([]);
    watch.frame('a', 15 * S);
    expect(watch.take()).toEqual([{ run: 1, key: 'a', from: 10 * S, to: 15 * S, live: false }]);
  });

  it('says which frames were watched as they were recorded', () => {
    const watch = new WatchTracker();
    watch.frame('a', 10 * S);
    watch.cut();
    watch.isLive = true;
    watch.frame('a', 11 * S);
    expect(watch.take().map(({ live }) => live)).toEqual([false, true]);
  });

  it('says again what is followed live, while it is in sight', () => {
    const watch = new WatchTracker();
    let told = 0;
    watch.onLive.listen(() => {
      told += 1;
    });
    watch.frame('a', 10 * S);
    watch.cut();
    watch.isLive = true;
    watch.frame('a', 11 * S);
    watch.frame('a', 12 * S);
    expect(told).toBe(1);
    watch.take();
    expect(watch.take().map(({ run }) => run)).toEqual([2]);
    expect(watch.take({ isInSight: false })).toEqual([]);
  });

  it('begins a new run after a seek, and still reports the end of the old one', () => {
    const watch = new WatchTracker();
    watch.frame('a', 10 * S);
    watch.cut();
    watch.frame('a', 11 * S);
    expect(watch.take().map(({ run, from, to }) => [run, from / S, to / S])).toEqual([
      [1, 10, 10],
      [2, 11, 11],
    ]);
  });

  it('does not claim a gap that playback jumped, nor footage passed over backwards', () => {
    const watch = new WatchTracker();
    watch.frame('a', 10 * S);
    watch.frame('a', 3600 * S);
    watch.frame('a', 20 * S);
    expect(watch.take().map(({ from, to }) => [from / S, to / S])).toEqual([
      [10, 10],
      [3600, 3600],
      [20, 20],
    ]);
  });

  it('keeps one run a display', () => {
    const watch = new WatchTracker();
    watch.frame('a', 10 * S);
    watch.frame('b', 10 * S);
    expect(new Set(watch.take().map(({ run }) => run)).size).toBe(2);
  });

  it('reports again what could not be sent, in its newest form', () => {
    const watch = new WatchTracker();
    watch.frame('a', 10 * S);
    const [first] = watch.take();
    watch.frame('a', 13 * S);
    if (first !== undefined) watch.giveBack(first);
    expect(watch.take()).toEqual([{ run: 1, key: 'a', from: 10 * S, to: 13 * S, live: false }]);
    const [, ...rest] = [first, ...watch.take()];
    expect(rest).toEqual([]);
  });

  it('keeps a failed report of a run that has ended since', () => {
    const watch = new WatchTracker();
    watch.frame('a', 10 * S);
    const [first] = watch.take();
    watch.cut();
    if (first !== undefined) watch.giveBack(first);
    expect(watch.take()).toEqual([{ run: 1, key: 'a', from: 10 * S, to: 10 * S, live: false }]);
  });
});
