import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, drawnTimes, laneOf, renderLanes, segment } from '../testing/drawn-lanes.ts';
import { GAP_WORDS } from './gap-words.ts';
import { subRip, subtitleTrack } from './join-parts.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'join-parts-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('videos that are put together', () => {
  it('show the same over the seams of parts as if they were made at once', async () => {
    const pause = {
      kind: 'gap',
      from: at(6),
      to: at(9.3),
      words: GAP_WORDS.paused,
      note: 'lunch',
    } as const;
    const first = laneOf({
      segments: [await segment(0, 3), await segment(3, 3), await segment(9.3, 3)],
      cards: [pause],
    });
    const second = laneOf({
      display: 'DISPLAY-2',
      segments: await Promise.all([0.1, 3.1, 6.1, 9.1].map((from) => segment(from, 3))),
    });
    const plan = {
      clip: { from: at(1.2), to: at(11.9) },
      marks: [{ from: at(4), to: at(8), note: 'The second invoice' }],
    };
    const whole = await renderLanes(folder, [first, second], plan);
    const parted = await renderLanes(folder, [first, second], { ...plan, partSeconds: 2 });
    expect(parted).toHaveLength(3);
    for (const [index, video] of parted.entries()) {
      const once = whole[index];
      if (!once) throw new Error('a video is missing');
      expect(video.frames.map(({ time }) => time)).toEqual(once.frames.map(({ time }) => time));
      expect(video.seconds).toBeCloseTo(10.7, 2);
      expect(video.chapters).toEqual(once.chapters);
      expect(video.subtitles).toEqual(once.subtitles);
      if (index < 2) expect(drawnTimes(video)).toEqual(drawnTimes(once));
      for (const [frame, { picture }] of video.frames.entries()) {
        const other = once.frames[frame]?.picture ?? picture;
        expect(difference(picture, other), `frame ${frame} of video ${index}`).toBeLessThan(4);
      }
    }
    expect(parted[0]?.subtitles.map(({ time, text }) => [time, text])).toEqual([
      [2.8, '★ The second invoice'],
      [4.8, expect.stringContaining('★ The second invoice')],
      [6.8, 'No footage: paused by the person (lunch) / 无录像：由本人暂停'],
    ]);
  }, 600_000);

  it('tell of a gap of hours in their subtitles, too', async () => {
    const [hour, end] = [3_600, 2.5 * 3_600];
    const gap = {
      kind: 'gap',
      from: at(2),
      to: at(end),
      words: GAP_WORDS.asleep,
      note: null,
    } as const;
    const lane = laneOf({ segments: [await segment(0, 2)], cards: [gap] });
    const marks = [{ from: at(2 * hour), to: at(2 * hour), note: 'Nobody there' }];
    const clip = { from: at(0), to: at(end) };
    const [video] = await renderLanes(folder, [lane], { clip, marks, partSeconds: hour });
    expect(video?.seconds).toBeCloseTo(end, 2);
    const times = video?.subtitles.map(({ time }) => time);
    expect(times).toEqual([2, 1_802, 3_602, 5_402, 2 * hour, 2 * hour + 3]);
    expect(video?.subtitles[4]?.text).toContain('Nobody there');
  }, 600_000);
});

/** On average, of 256 shades, by some of the points. */
function difference(picture: Buffer, other: Buffer): number {
  let [sum, points] = [0, 0];
  for (let at = 0; at < picture.length; at += 101) {
    sum += Math.abs(picture.readUInt8(at) - other.readUInt8(at));
    points += 1;
  }
  return sum / points;
}

const MINUTE = 60_000_000;

describe('a track of subtitles', () => {
  it('tells in lines what is told at once', () => {
    const track = subtitleTrack([
      { from: 2_000_000, to: 6_000_000, text: 'paused' },
      { from: 4_000_000, to: 9_000_000, text: 'a mark' },
    ]);
    expect(subRip(track)).toBe(
      [
        '1\n00:00:02,000 --> 00:00:04,000\npaused\n',
        '2\n00:00:04,000 --> 00:00:06,000\npaused\na mark\n',
        '3\n00:00:06,000 --> 00:00:09,000\na mark\n',
      ].join('\n'),
    );
  });

  it('has nothing that lasts too long, and no silence that does', () => {
    const track = subtitleTrack([
      { from: 65 * MINUTE, to: 100 * MINUTE, text: 'asleep' },
      { from: 160 * MINUTE, to: 161 * MINUTE, text: 'a mark' },
    ]);
    expect(track.map(({ from, to, text }) => [from / MINUTE, to / MINUTE, text.trim()])).toEqual([
      [0, 1 / 60, ''],
      [30, 30 + 1 / 60, ''],
      [65, 95, 'asleep'],
      [95, 100, 'asleep'],
      [100, 100 + 1 / 60, ''],
      [160, 161, 'a mark'],
    ]);
    expect(subtitleTrack([])).toEqual([]);
  });
});
