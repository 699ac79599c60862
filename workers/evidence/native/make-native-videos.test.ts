import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareVideo } from '@workcompanion/core/evidence/native/compare-video';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeFootage } from '../../thumbnails/testing/encode-footage.ts';
import { at, drawnTimes, laneOf, planOf, SECOND, segment } from '../testing/drawn-lanes.ts';
import { readVideo } from '../testing/read-video.ts';
import { GAP_WORDS } from '../video/gap-words.ts';
import type { LaneSegment, VideoLane } from '../video/lane.ts';
import type { VideoPlan } from '../video/video-plan.ts';
import { makeNativeVideos } from './make-native-videos.ts';

let folder: string;
let leases = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'native-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Each video, as a player shows it and as a verifier judges it. */
async function made(lanes: readonly VideoLane[], plan: Partial<VideoPlan>) {
  const whole = planOf(lanes, plan);
  const all = new Set(lanes.flatMap(({ segments }) => segments.map(({ sha256 }) => sha256)));
  const work = {
    claimed: { lease: leases++ },
    folder,
    workKey: randomBytes(32),
    signal: new AbortController().signal,
  };
  const videos = await makeNativeVideos(whole, all, { ffmpeg: 'ffmpeg' }, work);
  return Promise.all(
    videos.map(async ({ bytes, lane: { segments }, index }) => {
      const path = join(folder, `${index}.mp4`);
      await writeFile(path, bytes());
      const judged = await compareVideo(whole.clip, bytes(), segments);
      return { ...(await readVideo(path)), judged };
    }),
  );
}

const NONE = { other: { count: 0 }, missing: { count: 0 }, parameters: { count: 0 } };

describe('a native video', () => {
  it('shows the very frames that were recorded in the clip, over a pause', async () => {
    const pause = {
      kind: 'gap',
      from: at(12),
      to: at(20),
      words: GAP_WORDS.paused,
      note: 'lunch',
    } as const;
    const segments = [await segment(0, 6), await segment(6, 6), await segment(20, 6)];
    const second = [await segment(0.1, 12), await segment(12.1, 14)];
    const [one, two] = await made(
      [laneOf({ segments, cards: [pause] }), laneOf({ display: 'DISPLAY-2', segments: second })],
      { clip: { from: at(3.4), to: at(23.2) } },
    );
    if (!one || !two) throw new Error('a video is missing');
    expect(one.judged).toMatchObject({
      ...NONE,
      signed: 46,
      encoded: { count: 13, until: at(5.8) },
    });
    expect(two.judged).toMatchObject({
      ...NONE,
      signed: 56,
      encoded: { count: 43, until: at(11.9) },
    });
    const times = drawnTimes(one);
    expect(times.filter((time) => time !== null)).toHaveLength(43 + 16);
    for (const [index, { time, picture }] of one.frames.entries()) {
      const drawn = times[index] ?? null;
      if (drawn !== null) expect(time).toBeCloseTo(drawn - 3.4, 3);
      else expect(picture.every((shade) => shade === picture[0])).toBe(true);
    }
    expect(one.frames[times.indexOf(null)]?.time).toBeCloseTo(12 - 3.4, 3);
    expect(drawnTimes(two)[0]).toBe(3.5);
    expect(two.frames[0]?.time).toBeCloseTo(0.1, 3);
    for (const { seconds } of [one, two]) expect(seconds).toBeCloseTo(19.8, 2);
    expect(one.subtitles[0]?.text).toBe('2026-11-18 23:59:53 UTC+08:00');
    expect(one.subtitles.find(({ time }) => time === 8.6)?.text).toMatch(
      /^2026-11-19 00:00:02 UTC\+08:00\r?\nNo footage: paused by the person \(lunch\) \/ 无录像：由本人暂停$/,
    );
  }, 120_000);

  it('goes on when the resolution changes', async () => {
    const segments = [
      await segment(0, 2),
      await segment(2, 2, { width: 640, height: 360 }),
      await segment(4, 2),
    ];
    const [video] = await made([laneOf({ segments })], { clip: { from: at(0), to: at(6) } });
    expect(video?.judged).toMatchObject({ ...NONE, signed: 30, encoded: { count: 0 } });
    expect(video?.frames.map(({ time }) => time)).toHaveLength(30);
  }, 60_000);

  it.each([
    ['H.265', { codec: 'hevc' }, 12],
    ['pictures that build on later ones', { bFrames: 2 }, 0],
  ] as const)(
    'of %s is made of what can be copied in order',
    async (_, footage, encoded) => {
      const plain = await encodeFootage({
        source: 'testsrc2=size=320x180',
        seconds: 5,
        ...footage,
      });
      const part = (from: number): LaneSegment => ({
        start: at(from),
        duration: 5 * SECOND,
        sha256: String(from),
        open: async function* () {
          yield plain;
        },
      });
      const lane = laneOf({ segments: [part(0), part(5)], width: 320, height: 180 });
      const [video] = await made([lane], { clip: { from: at(encoded / 5), to: at(10) } });
      expect(video?.judged).toMatchObject(NONE);
      expect(video?.judged.signed).toBeGreaterThan(10);
      expect(video?.frames).toHaveLength(
        (video?.judged.signed ?? 0) + (video?.judged.encoded.count ?? 0),
      );
      expect(video?.judged.encoded.count).toBe(encoded === 0 ? 0 : 25 - encoded);
    },
    60_000,
  );
});
