import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type PlaylistSegment, renderPlaylist, withoutOverlaps } from './playlist.ts';

const START = Date.UTC(2026, 2, 29, 8) * 1000;
const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;
if (!hasFfmpeg) console.warn('skipped: a playlist read by ffmpeg, which is not installed');

describe('buildPlaylist', () => {
  it('tells the clock at the start and at each break, in one text that is fixed', () => {
    const segments = [
      segment(0, 0, 60_000_000),
      segment(1, 60_000_000, 59_999_999),
      segment(3, 180_000_500, 10_000_001),
      segment(0, 300_000_499, 500, 'r2'),
    ];
    expect(renderPlaylist({ segments, ended: true })).toBe(`#EXTM3U
#EXT-X-VERSION:6
#EXT-X-TARGETDURATION:60
#EXT-X-PLAYLIST-TYPE:VOD
#EXT-X-MEDIA-SEQUENCE:0
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-PROGRAM-DATE-TIME:2026-03-29T08:00:00.000Z
#EXTINF:60.000000,
r1-0.ts
#EXTINF:59.999999,
r1-1.ts
#EXT-X-DISCONTINUITY
#EXT-X-PROGRAM-DATE-TIME:2026-03-29T08:03:00.001Z
#EXTINF:10.000001,
r1-3.ts
#EXT-X-DISCONTINUITY
#EXT-X-PROGRAM-DATE-TIME:2026-03-29T08:05:00.000Z
#EXTINF:0.000500,
r2-0.ts
#EXT-X-ENDLIST
`);
  });

  it('stays open while more may come', () => {
    const playlist = renderPlaylist({ segments: [segment(0, 0, 4_000_001)], ended: false });
    expect(playlist).toContain('#EXT-X-PLAYLIST-TYPE:EVENT\n');
    expect(playlist).toContain('#EXT-X-TARGETDURATION:5\n');
    expect(playlist).not.toContain('ENDLIST');
  });

  it('keeps the target duration that its address promises, and ends before what exceeds it', () => {
    const short = [segment(0, 0, 4_000_000), segment(1, 4_000_000, 5_400_000)];
    const open = renderPlaylist({ segments: short, ended: false, target: 5 });
    expect(open).toContain('#EXT-X-TARGETDURATION:5\n');
    expect(open).not.toContain('ENDLIST');
    const long = [...short, segment(2, 9_400_000, 5_500_000), segment(3, 14_900_000, 4_000_000)];
    const cut = renderPlaylist({ segments: long, ended: false, target: 5 });
    expect(cut).toContain('#EXT-X-TARGETDURATION:5\n');
    expect(cut.match(/\.ts$/gm)).toHaveLength(2);
    expect(cut).toContain('ENDLIST');
  });

  it('leaves out of a delta what lies further back than six target durations', () => {
    const segments = Array.from({ length: 40 }, (_, at) => segment(at, at * 2_000_000, 2_000_000));
    const whole = renderPlaylist({ segments, ended: false });
    const delta = renderPlaylist({ segments, ended: false, isDelta: true });
    expect(whole).toContain('#EXT-X-SERVER-CONTROL:CAN-SKIP-UNTIL=12\n');
    expect(delta).toContain('#EXT-X-VERSION:9\n');
    expect(delta).toContain(
      '#EXT-X-SKIP:SKIPPED-SEGMENTS=34\n#EXT-X-PROGRAM-DATE-TIME:2026-03-29T08:01:08.000Z\n',
    );
    expect(delta.match(/\.ts$/gm)).toHaveLength(6);
    expect(whole.slice(whole.indexOf('r1-35.ts'))).toBe(delta.slice(delta.indexOf('r1-35.ts')));
  });

  it('leaves nothing out of a short one, and nothing of what has ended', () => {
    const few = [segment(0, 0, 2_000_000), segment(1, 2_000_000, 2_000_000)];
    const whole = renderPlaylist({ segments: few, ended: false });
    expect(renderPlaylist({ segments: few, ended: false, isDelta: true })).toBe(whole);
    const many = Array.from({ length: 40 }, (_, at) => segment(at, at * 2_000_000, 2_000_000));
    const ended = renderPlaylist({ segments: many, ended: true, isDelta: true });
    expect(ended).toBe(renderPlaylist({ segments: many, ended: true }));
    expect(ended).not.toContain('SKIP');
  });

  it('remarks what has to come from the archive, where other players see a comment', () => {
    const segments = [
      segment(0, 0, 1_000_000),
      { ...segment(1, 1_000_000, 1_000_000), isInArchive: true },
    ];
    expect(renderPlaylist({ segments, ended: true })).toContain(
      'r1-0.ts\n#in-archive\n#EXTINF:1.000000,\nr1-1.ts\n',
    );
  });

  it('is valid without any segment', () => {
    expect(renderPlaylist({ segments: [], ended: true })).toContain('#EXT-X-TARGETDURATION:1\n');
  });

  it('tells the clock anew where the durations no longer lead to it', () => {
    const segments = [
      segment(0, 0, 1_000_000),
      segment(1, 1_000_300, 1_000_000),
      segment(2, 2_000_600, 1_000_000),
      segment(3, 3_100_000, 1_000_000),
    ];
    const playlist = renderPlaylist({ segments, ended: true });
    expect(playlist).not.toContain('DISCONTINUITY');
    expect(playlist.match(/PROGRAM-DATE-TIME:.*/g)).toEqual([
      'PROGRAM-DATE-TIME:2026-03-29T08:00:00.000Z',
      'PROGRAM-DATE-TIME:2026-03-29T08:00:02.001Z',
      'PROGRAM-DATE-TIME:2026-03-29T08:00:03.100Z',
    ]);
  });

  it('lets a player find the time of every segment to a millisecond', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(3), fc.nat(9), fc.nat(2_000_000))), (steps) => {
        let at = 0;
        const segments = steps.map(([recording, sequence, length]) => {
          const made = segment(sequence, at, length + 1, `r${recording}`);
          at += length + 1 + (sequence % 3) * 333;
          return made;
        });
        const times = timesOf(renderPlaylist({ segments, ended: true }));
        expect(times).toHaveLength(segments.length);
        for (const [index, { startMicros }] of segments.entries()) {
          const time = times[index] ?? Number.NaN;
          expect(Math.abs(time * 1000 - startMicros)).toBeLessThan(1001);
        }
      }),
    );
  });

  it.runIf(hasFfmpeg)('is played by ffmpeg, over a break', () => {
    const folder = mkdtempSync(join(tmpdir(), 'playlist-'));
    try {
      for (const name of ['r1-0.ts', 'r2-0.ts']) makeTs(join(folder, name));
      const segments = [segment(0, 0, 2_000_000), segment(0, 90_000_000, 2_000_000, 'r2')];
      writeFileSync(join(folder, 'list.m3u8'), renderPlaylist({ segments, ended: true }));
      const played = spawnSync(
        'ffprobe',
        ['-v', 'error', '-count_frames', '-show_entries', 'stream=nb_read_frames', '-of'].concat([
          'csv=p=0',
          join(folder, 'list.m3u8'),
        ]),
        { encoding: 'utf8' },
      );
      expect(played.stderr).toBe('');
      expect(played.stdout.match(/\d+/)?.[0]).toBe('20');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

function segment(
  sequence: number,
  startMicros: number,
  durationMicros: number,
  recordingId = 'r1',
): PlaylistSegment {
  const url = `${recordingId}-${sequence}.ts`;
  return { url, startMicros: START + startMicros, durationMicros, recordingId, sequence };
}

/** The start of each segment in ms, as a player adds it up. */
function timesOf(playlist: string): number[] {
  const times: number[] = [];
  let clock = Number.NaN;
  for (const line of playlist.split('\n')) {
    const [tag = '', value = ''] = line.split(/:(.*)/s);
    if (tag === '#EXT-X-PROGRAM-DATE-TIME') clock = Date.parse(value);
    if (tag !== '#EXTINF') continue;
    times.push(clock);
    clock += Number.parseFloat(value) * 1000;
  }
  return times;
}

/** Two seconds, ten frames. */
function makeTs(path: string): void {
  const made = spawnSync('ffmpeg', [
    ...['-v', 'error', '-f', 'lavfi', '-i', 'testsrc=size=160x120:rate=5:duration=2'],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-f', 'mpegts', path],
  ]);
  expect(made.status, String(made.stderr)).toBe(0);
}

const S = 1_000_000;
const span = (recordingId: string, from: number, to: number) => ({
  recordingId,
  startMicros: from * S,
  durationMicros: (to - from) * S,
});

test('leaves what does not overlap as it is', () => {
  const segments = [span('a', 0, 4), span('a', 4, 8), span('b', 8, 12)];
  expect(withoutOverlaps(segments)).toEqual(segments);
});

test('ends a recording where its successor begins, and leaves out the rest of it', () => {
  const segments = [
    span('a', 0, 30),
    span('b', 28, 32),
    span('a', 30, 37),
    span('b', 32, 36),
    span('b', 36, 40),
  ];
  expect(withoutOverlaps(segments)).toEqual([
    span('a', 0, 28),
    span('b', 28, 32),
    span('b', 32, 36),
    span('b', 36, 40),
  ]);
});

test('goes back to the earlier recording where it outlasts the later', () => {
  const segments = [span('a', 0, 4), span('b', 3, 6), span('a', 4, 8), span('a', 8, 12)];
  expect(withoutOverlaps(segments)).toEqual([span('a', 0, 3), span('b', 3, 6), span('a', 8, 12)]);
});

test('never lists a moment twice, whatever overlaps', () => {
  for (let seed = 1; seed < 200; seed += 1) {
    const segments = Array.from({ length: 12 }, (_, index) => {
      const from = (seed * 7919 * (index + 3)) % 97;
      return span(`r${(seed * index) % 3}`, from, from + 1 + ((seed + index * 31) % 9));
    }).toSorted((a, b) => a.startMicros - b.startMicros);
    const kept = withoutOverlaps(segments);
    for (const [index, { startMicros, durationMicros }] of kept.entries()) {
      const next = kept[index + 1];
      expect(durationMicros).toBeGreaterThan(0);
      if (next) expect(startMicros + durationMicros).toBeLessThanOrEqual(next.startMicros);
    }
  }
});
