import { DeviceId, newId } from '@workcompanion/core/ids';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ThumbnailWish } from './load-thumbnails.ts';
import { indexThumbnails } from './thumbnail-index.ts';
import { ThumbnailStore } from './thumbnail-store.ts';

const DAY = Date.UTC(2026, 10, 24) * 1000;
const MINUTE = 60_000_000;
const device = newId(DeviceId);
const LANE = `${device}/HDMI-1`;
const HOURS = 3;

/** A day with a thumbnail each minute from midnight on; that of minute 5 could not be made. */
const index = indexThumbnails({
  from: DAY,
  lanes: [
    {
      device,
      display: 'HDMI-1',
      starts: Array.from({ length: HOURS * 60 }, (_, n) => n * 60_000),
      lasts: Array.from({ length: HOURS * 60 }, () => 60_000),
      changes: Array.from({ length: HOURS * 60 }, () => 10),
      blank: [5],
    },
  ],
});

let asked: ThumbnailWish[];
let answer: (() => void)[];
let store: ThumbnailStore;
const revoked: string[] = [];

beforeEach(() => {
  asked = [];
  answer = [];
  revoked.length = 0;
  let count = 0;
  vi.stubGlobal('URL', {
    createObjectURL: () => `blob:${++count}`,
    revokeObjectURL: (url: string) => revoked.push(url),
  });
  store = new ThumbnailStore(async (wish) => {
    asked.push(wish);
    await new Promise<void>((resolve) => answer.push(resolve));
    const step = wish.kind === 'strips' ? 3 * MINUTE : MINUTE;
    const thumbnails = [];
    for (let from = wish.from; from < wish.to; from += step) {
      thumbnails.push({ from, to: from + MINUTE, image: new Uint8Array(1) });
    }
    return thumbnails;
  });
  store.setIndex(index);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

async function answerAll(): Promise<void> {
  while (answer.length > 0) {
    for (const settle of answer.splice(0)) settle();
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

const asking = () =>
  asked.map(({ kind, from, to }) => [kind, (from - DAY) / MINUTE, (to - DAY) / MINUTE]);

describe('the thumbnails of the day view', () => {
  it('are fetched by the hour, coarse, and by ten minutes', async () => {
    store.want(LANE, DAY + 74.5 * MINUTE);
    expect(asking()).toEqual([
      ['strips', 60, 120],
      ['thumbnails', 70, 80],
    ]);
    expect(store.at(LANE, DAY + 74.5 * MINUTE)).toBeNull();
    await answerAll();
    expect(store.at(LANE, DAY + 74.5 * MINUTE)).toMatchObject({
      from: DAY + 74 * MINUTE,
      isCoarse: false,
    });
    expect(store.at(LANE, DAY + 88.5 * MINUTE)).toMatchObject({
      from: DAY + 87 * MINUTE,
      isCoarse: true,
    });
    store.want(LANE, DAY + 78 * MINUTE);
    expect(asked).toHaveLength(2);
  });

  it('follow a hand that moves on: of each lane only the newest wish waits', async () => {
    for (const minute of [1, 21, 41, 61, 91]) store.want(LANE, DAY + minute * MINUTE);
    await answerAll();
    expect(asking()).toEqual([
      ['strips', 0, 60],
      ['thumbnails', 0, 10],
      ['thumbnails', 20, 30],
      ['strips', 60, 120],
      ['thumbnails', 90, 100],
    ]);
  });

  it('take turns when a hand moves over several lanes', async () => {
    const other = newId(DeviceId);
    const both = [...index.entries()].flatMap(([lane, entries]) => [
      [lane, entries] as const,
      [`${other}/DP-1`, entries] as const,
    ]);
    store.setIndex(new Map(both));
    store.want(LANE, DAY + MINUTE);
    store.want(`${other}/DP-1`, DAY + MINUTE);
    await answerAll();
    expect(asked.map(({ key, kind }) => [key, kind])).toEqual([
      [LANE, 'strips'],
      [LANE, 'thumbnails'],
      [`${other}/DP-1`, 'strips'],
      [`${other}/DP-1`, 'thumbnails'],
    ]);
  });

  it('are not asked for where there are none', () => {
    store.want(LANE, DAY + 5 * MINUTE);
    store.want(LANE, DAY + 5 * 60 * MINUTE);
    store.want('another/display', DAY + MINUTE);
    expect(asked).toEqual([]);
  });

  it('are given back to the browser at the end', async () => {
    store.want(LANE, DAY + 74 * MINUTE);
    await answerAll();
    store.close();
    expect(revoked).toHaveLength(30);
    expect(store.at(LANE, DAY + 74 * MINUTE)).toBeNull();
  });
});
