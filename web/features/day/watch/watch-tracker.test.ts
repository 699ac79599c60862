import { describe, expect, it } from 'vitest';
import { WatchTracker } from './watch-tracker.ts';

const S = 1_000_000;

/** Of a page whose viewer has gone elsewhere since it opened. */
function tracker(): WatchTracker {
  const { watch } = opened();
  watch.frame('a', 0);
  watch.cut();
  return watch;
}

/** Of a page that opens now. */
function opened() {
  let [count, now] = [0, 0];
  const watch = new WatchTracker(
    () => `view-${count++}`,
    () => now,
  );
  const passes = (ms: number) => {
    now += ms;
  };
  return { watch, passes };
}

describe('the picture that a day opens at', () => {
  it('is not watched by who goes elsewhere at once', () => {
    const { watch } = opened();
    watch.frame('a', 10 * S);
    watch.frame('b', 10 * S);
    expect(watch.take({ isInSight: false })).toEqual([]);
    watch.cut();
    watch.frame('a', 20 * S);
    expect(watch.take().map(({ from }) => from / S)).toEqual([20]);
  });

  it('is watched when it has stood for a while', () => {
    const { watch, passes } = opened();
    watch.frame('a', 10 * S);
    passes(3_000);
    const report = { lane: 'a', view: 'view-0', from: 10 * S, to: 10 * S, live: false };
    expect(watch.take()).toEqual([report]);
    expect(watch.take()).toEqual([]);
  });

  it('is watched as the beginning of what is played', () => {
    const { watch } = opened();
    watch.frame('a', 10 * S);
    watch.frame('a', 10.2 * S);
    expect(watch.take().map(({ from, to }) => [from / S, to / S])).toEqual([[10, 10.2]]);
  });
});

describe('WatchTracker', () => {
  it('lets one view grow while footage runs', () => {
    const watch = tracker();
    watch.frame('a', 10 * S);
    watch.frame('a', 12 * S);
    expect(watch.take()).toEqual([
      { lane: 'a', view: 'view-1', from: 10 * S, to: 12 * S, live: false },
    ]);
    expect(watch.take()).toEqual([]);
    watch.frame('a', 15 * S);
    expect(watch.take()).toEqual([
      { lane: 'a', view: 'view-1', from: 10 * S, to: 15 * S, live: false },
    ]);
  });

  it('says which frames were watched as they were recorded', () => {
    const watch = tracker();
    watch.frame('a', 10 * S);
    watch.cut();
    watch.isLive = true;
    watch.frame('a', 11 * S);
    expect(watch.take().map(({ live }) => live)).toEqual([false, true]);
  });

  it('says again what is followed live, while it is in sight', () => {
    const watch = tracker();
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
    expect(watch.take().map(({ view }) => view)).toEqual(['view-2']);
    expect(watch.take({ isInSight: false })).toEqual([]);
  });

  it('begins a new view after a seek, and still reports the end of the old one', () => {
    const watch = tracker();
    watch.frame('a', 10 * S);
    watch.cut();
    watch.frame('a', 11 * S);
    expect(watch.take().map(({ view, from, to }) => [view, from / S, to / S])).toEqual([
      ['view-1', 10, 10],
      ['view-2', 11, 11],
    ]);
  });

  it('does not claim a gap that playback jumped, nor footage passed over backwards', () => {
    const watch = tracker();
    watch.frame('a', 10 * S);
    watch.frame('a', 3600 * S);
    watch.frame('a', 20 * S);
    expect(watch.take().map(({ from, to }) => [from / S, to / S])).toEqual([
      [10, 10],
      [3600, 3600],
      [20, 20],
    ]);
  });

  it('keeps one view a display', () => {
    const watch = tracker();
    watch.frame('a', 10 * S);
    watch.frame('b', 10 * S);
    expect(new Set(watch.take().map(({ view }) => view)).size).toBe(2);
  });

  it('reports again what could not be sent, in its newest form', () => {
    const watch = tracker();
    watch.frame('a', 10 * S);
    const [first] = watch.take();
    watch.frame('a', 13 * S);
    if (first !== undefined) watch.giveBack(first);
    expect(watch.take()).toEqual([
      { lane: 'a', view: 'view-1', from: 10 * S, to: 13 * S, live: false },
    ]);
    const [, ...rest] = [first, ...watch.take()];
    expect(rest).toEqual([]);
  });

  it('keeps a failed report of a view that has ended since', () => {
    const watch = tracker();
    watch.frame('a', 10 * S);
    const [first] = watch.take();
    watch.cut();
    if (first !== undefined) watch.giveBack(first);
    expect(watch.take()).toEqual([
      { lane: 'a', view: 'view-1', from: 10 * S, to: 10 * S, live: false },
    ]);
  });
});
