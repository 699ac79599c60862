import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { distanceToClock } from '../testing/burned-clock.ts';
import { clockOf, drawSegment, SECRET } from '../testing/drawn-footage.ts';
import {
  at,
  drawnTimes,
  laneOf,
  OPTIONS,
  renderLanes,
  SECOND,
  segment,
} from '../testing/drawn-lanes.ts';
import type { ReadVideo, VideoFrame } from '../testing/read-video.ts';
import { GAP_WORDS } from './gap-words.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'render-part-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('the videos of a clip', () => {
  it('begin and end with the very frames that were asked for, over midnight and a pause', async () => {
    const segments = [await segment(0, 6), await segment(6, 6), await segment(20, 6)];
    const pause = {
      kind: 'gap',
      from: at(12),
      to: at(20),
      words: GAP_WORDS.paused,
      note: 'lunch',
    } as const;
    const first = laneOf({ segments, cards: [pause] });
    const second = laneOf({ display: 'DISPLAY-2', segments: [await segment(0.1, 26)] });
    const [one, two, both] = await renderLanes(folder, [first, second], {
      clip: { from: at(3.4), to: at(23.2) },
      marks: [{ from: at(22), to: at(22), note: 'The second invoice' }],
    });
    if (!one || !two || !both) throw new Error('a video is missing');

    const times = drawnTimes(one);
    expect(times[0]).toBe(3.4);
    expect(times.at(-1)).toBe(23);
    const shown = times.filter((time) => time !== null);
    expect(shown).toHaveLength(43 + 16);
    for (const [index, frame] of one.frames.entries()) {
      const time = times[index];
      if (time !== null && time !== undefined) expect(frame.time).toBeCloseTo(time - 3.4, 3);
    }
    // The pause: from its first moment nothing of the screen is left.
    const black = one.frames.filter((_, index) => times[index] === null);
    expect(black[0]?.time).toBeCloseTo(12 - 3.4, 3);
    // One a second of the same picture, and one of the second in which the pause ends.
    expect(black).toHaveLength(9);

    await expectClock(one, one.frames[0], '2026-11-18 23:59:53.400 UTC+08:00');
    await expectClock(one, one.frames.at(-1), '2026-11-19 00:00:13.000 UTC+08:00');
    await expectClock(both, both.frames.at(-1), '2026-11-19 00:00:13.100 UTC+08:00');

    expect(drawnTimes(two)[0]).toBe(3.5);
    expect(two.frames[0]?.time).toBeCloseTo(0.1, 3);
    expect(drawnTimes(two).at(-1)).toBe(23.1);
    for (const video of [one, two, both]) expect(Math.abs(video.seconds - 19.8)).toBeLessThan(0.21);
    expect(both.width).toBe(2560);
    expect(one.chapters.map(({ start }) => start)).toEqual([0, 8.6, 18.6]);
    expect(one.chapters.map(({ title }) => title)).toEqual([
      "Lin 'Wei': [50%], \\ 林伟",
      'No footage: paused by the person (lunch) / 无录像：由本人暂停',
      '★ The second invoice',
    ]);
    expect(one.stream).toMatchObject({ codec_name: 'h264', pix_fmt: 'yuv420p' });
  }, 120_000);

  it('show the clock that hung on the wall when it was put back', async () => {
    const changeMs = Date.parse('2026-10-25T01:00:00Z');
    const plain = await drawSegment(changeMs - 1_000, 10);
    const start = (changeMs - 1_000) * 1000;
    const open = async function* () {
      yield plain;
    };
    const lane = laneOf({ segments: [{ start, duration: 2 * SECOND, sha256: '', open }] });
    const clip = { from: start, to: start + 2 * SECOND };
    const [video] = await renderLanes(folder, [lane], { clip, timeZone: 'Europe/Berlin' });
    if (!video) throw new Error('there is no video');
    await expectClock(video, video.frames[4], '2026-10-25 02:59:59.800 UTC+02:00');
    await expectClock(video, video.frames[5], '2026-10-25 02:00:00.000 UTC+01:00');
  }, 60_000);

  it('last as long as the clip when it ends in a gap', async () => {
    const gap = {
      kind: 'gap',
      from: at(2),
      to: at(100),
      words: GAP_WORDS.asleep,
      note: null,
    } as const;
    const lane = laneOf({ segments: [await segment(0, 2)], cards: [gap] });
    const [video] = await renderLanes(folder, [lane], { clip: { from: at(0), to: at(95) } });
    expect(Math.abs((video?.seconds ?? 0) - 95)).toBeLessThan(0.25);
  }, 60_000);

  it('keep their times where the display changes its size', async () => {
    const small = await segment(0, 4);
    const wide = await segment(4, 4, { width: 1280, height: 720 });
    const lane = laneOf({ width: 1280, height: 720, segments: [small, wide] });
    const [video] = await renderLanes(folder, [lane], { clip: { from: at(1), to: at(7) } });
    expect(video?.width).toBe(1280);
    expect(video?.frames).toHaveLength(30);
    expect(video?.frames.at(-1)?.time).toBeCloseTo(5.8, 3);
  }, 60_000);

  it('show nothing of what is blurred or withheld', async () => {
    const region = { x: 0.25, y: 0.37, width: 0.34, height: 0.3 };
    const blur = { from: at(2), to: at(4), ...region, isCovered: false };
    const withheld = {
      kind: 'withheld',
      from: at(6),
      to: at(8),
      words: { en: 'private', zh: 'private' },
      note: null,
    } as const;
    const lane = laneOf({ segments: [await segment(0, 10)], cards: [withheld], blurs: [blur] });
    const [video] = await renderLanes(folder, [lane], { clip: { from: at(0), to: at(10) } });
    if (!video) throw new Error('there is no video');
    // The same black picture, once a second.
    const hidden = video.frames.filter((_, index) => drawnTimes(video)[index] === null);
    expect(hidden.map(({ time }) => time)).toEqual([6, 7]);
    for (const { time, picture } of video.frames) {
      const isWithheld = time > 5.9 && time < 7.9;
      const isBlurred = time > 1.9 && time < 3.9;
      expect(contrast(picture, video.width), `at ${time}`)[
        isBlurred || isWithheld ? 'toBeLessThan' : 'toBeGreaterThan'
      ](60);
      if (isWithheld) expect(clockOf(picture, video.width)).toBeNull();
    }
  }, 120_000);
});

it('show black where text is covered, at as many places as a package may have', async () => {
  const region = { x: 0.25, y: 0.37, width: 0.34, height: 0.3, isCovered: true };
  const elsewhere = Array.from({ length: 999 }, (_, index) => ({
    from: at(4 + (index % 4)),
    to: at(5 + (index % 4)),
    x: 0.9,
    y: (index % 100) / 100,
    width: 0.05,
    height: 0.01,
    isCovered: true,
  }));
  const covers = [{ from: at(2), to: at(4), ...region }, ...elsewhere];
  const lane = laneOf({ segments: [await segment(0, 8)], blurs: covers });
  const [video] = await renderLanes(folder, [lane], { clip: { from: at(0), to: at(8) } });
  if (!video) throw new Error('there is no video');
  for (const { time, picture } of video.frames) {
    const isCovered = time > 1.9 && time < 3.9;
    if (isCovered) expect(contrast(picture, video.width), `at ${time}`).toBeLessThan(6);
    else expect(contrast(picture, video.width), `at ${time}`).toBeGreaterThan(60);
  }
}, 120_000);

/** By comparison with the same text, and with one that is a tenth of a second off. */
async function expectClock(video: ReadVideo, frame: VideoFrame | undefined, clock: string) {
  if (!frame) throw new Error('there is no such frame');
  const { font } = OPTIONS;
  const other = clock.replace(/\.(\d)/, (_, digit: string) => `.${(Number(digit) + 1) % 10}`);
  const distance = await distanceToClock(video, frame, { clock, font });
  expect(distance, clock).toBeLessThan(3);
  expect(await distanceToClock(video, frame, { clock: other, font })).toBeGreaterThan(distance);
}

/** How much neighbours differ in the upper lines of what is secret. */
function contrast(picture: Buffer, width: number): number {
  const line = (SECRET.y + 20) * width;
  const row = picture.subarray(line + SECRET.x + 20, line + SECRET.x + SECRET.width - 20);
  return Math.max(...row) - Math.min(...row);
}
