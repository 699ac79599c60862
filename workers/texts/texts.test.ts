import { beforeAll, describe, expect, test } from 'vitest';
import { chooseFrames, framesOf } from './choose-frames.ts';
import { crop, type GrayImage } from './gray-image.ts';
import { LineCache } from './line-cache.ts';
import { type Models, openModels } from './models.ts';
import { readSegment } from './read-segment.ts';
import { ScreenReader } from './screen-reader.ts';
import { mergeBoxes, placeBox, stripsOf } from './strips.ts';
import { encodeScreen } from './testing/encode-screen.ts';

const SECOND = 1_000_000;
const START = 1_790_000_000 * SECOND;

describe('a segment', () => {
  let segment: Buffer;
  let models: Models;
  beforeAll(async () => {
    // The second line changes after six seconds.
    segment = encodeScreen([
      { text: 'Invoice INV-20418 was posted twice', y: 40 },
      { text: '客户说重复付款，请尽快处理', y: 150, shown: 'lt(t,6)' },
      { text: 'Everything was paid back', y: 150, shown: 'gte(t,6)' },
    ]);
    models = await openModels();
  });

  test('tells by its packets when the screen changed', () => {
    const frames = framesOf(segment);
    expect(frames.length).toBe(75);
    expect(frames.at(-1)?.at).toBe(14.8 * SECOND);
    expect(frames.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(segment.length);
    const since = chooseFrames(frames).map((frame) => frame.since / SECOND);
    expect(since).toEqual([0, 6]);
  });

  test('gives its lines in both languages, with how long each stood there', async () => {
    const read = await readSegment(
      { reader: new ScreenReader(models), ffmpeg: 'ffmpeg' },
      { bytes: segment, startsAt: START, duration: 15 * SECOND },
    );
    expect(read?.screens).toBe(2);
    const stood = read?.lines.map(({ text, from, to }) => [
      text,
      (from - START) / SECOND,
      (to - START) / SECOND,
    ]);
    expect(new Set(stood)).toEqual(
      new Set([
        ['Invoice INV-20418 was posted twice', 0, 15],
        ['客户说重复付款，请尽快处理', 0, 6],
        ['Everything was paid back', 6, 15],
      ]),
    );
  });

  test('of which nothing can be decoded is not read', async () => {
    const reading = { reader: new ScreenReader(models), ffmpeg: 'ffmpeg' };
    const bytes = Buffer.from(segment);
    for (let at = 188 * 3; at < bytes.length; at += 188) bytes.fill(0xff, at + 20, at + 188);
    const broken = { bytes, startsAt: START, duration: 15 * SECOND };
    expect(await readSegment(reading, broken)).toBeNull();
    expect(await readSegment(reading, { ...broken, bytes: Buffer.alloc(188 * 4) })).toBeNull();
  });

  test('is given up when the reader is told to stop', async () => {
    const stop = new AbortController();
    stop.abort();
    const reading = {
      reader: new ScreenReader(models),
      ffmpeg: 'ffmpeg',
      signal: stop.signal,
    };
    const plain = { bytes: segment, startsAt: START, duration: 15 * SECOND };
    await expect(readSegment(reading, plain)).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('pictures to read', () => {
  const frames = (bytes: (second: number) => number) =>
    Array.from({ length: 300 }, (_, index) => ({
      at: (index * SECOND) / 5,
      bytes: bytes(index / 5),
      end: 0,
    }));

  test('of a screen that rests are one', () => {
    expect(chooseFrames(frames(() => 188))).toEqual([{ index: 5, since: 0 }]);
  });

  test('of a screen that never rests are one each five seconds', () => {
    const chosen = chooseFrames(frames(() => 4_000));
    expect(chosen.length).toBe(12);
    expect(chosen.at(-1)?.index).toBe(299);
  });

  test('miss nothing that stands for ten seconds', () => {
    const chosen = chooseFrames(frames((second) => (second % 10 < 3 ? 900 : 188)));
    for (const from of [3, 13, 23, 33, 43]) {
      const read = chosen.some(({ index }) => index / 5 >= from - 0.2 && index / 5 < from + 7);
      expect(read, `from ${from} s`).toBe(true);
    }
  });
});

describe('strips', () => {
  const screen: GrayImage = { width: 1920, height: 1080, pixels: new Uint8Array(1920 * 1080) };

  test('have each line whole in one of them, and give it once', () => {
    const strips = stripsOf(screen);
    expect(strips.at(-1)?.to).toBe(1080);
    for (let y = 0; y + 30 <= 1080; y += 1) {
      const found = strips.flatMap((strip) => {
        const top = Math.max(y, strip.from);
        const bottom = Math.min(y + 30, strip.to);
        if (bottom - top < 4) return [];
        const box = { x: 10, y: top - strip.from, width: 300, height: bottom - top };
        return [placeBox(box, strip, screen)];
      });
      expect(mergeBoxes(found)).toEqual([{ x: 10, y, width: 300, height: 30 }]);
    }
  });
});

describe('pictures of lines', () => {
  const noise = (levels: number): GrayImage => ({
    width: 60,
    height: 14,
    pixels: Uint8Array.from({ length: 840 }, (_, at) => 128 + (((at * 7919) % 13) / 13) * levels),
  });

  test('are known again after another compression, and not with another letter', () => {
    const cache = new LineCache();
    const line = noise(100);
    cache.add(line, 'INV-20418');
    const again = { ...line, pixels: line.pixels.map((level, at) => level + (at % 9) - 4) };
    expect(cache.find(again)).toBe('INV-20418');
    const other = { ...line, pixels: line.pixels.slice() };
    for (let y = 4; y < 10; y += 1) other.pixels.fill(255, y * 60 + 20, y * 60 + 25);
    expect(cache.find(other)).toBeNull();
    expect(cache.find(crop(line, { x: 0, y: 0, width: 59, height: 14 }))).toBeNull();
  });
});
