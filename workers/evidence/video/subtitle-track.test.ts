import { describe, expect, it } from 'vitest';
import { subRip, subtitleTrack } from './subtitle-track.ts';

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
