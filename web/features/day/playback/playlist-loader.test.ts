import { describe, expect, it } from 'vitest';
import { withoutSegments } from './playlist-loader.ts';

const playlist = [
  '#EXTM3U',
  '#EXT-X-PROGRAM-DATE-TIME:2026-11-24T01:00:00.000Z',
  '#EXTINF:60.0,',
  '/s/1.ts',
  '#EXTINF:60.5,',
  '/s/2.ts',
  '#EXTINF:60.0,',
  '/s/3.ts',
  '#EXT-X-DISCONTINUITY',
  '#EXT-X-PROGRAM-DATE-TIME:2026-11-24T02:00:00.000Z',
  '#EXTINF:60.0,',
  '/s/4.ts',
  '#EXT-X-ENDLIST',
  '',
].join('\n');

describe('withoutSegments', () => {
  it('leaves a discontinuity where a segment was, and the date of the next one', () => {
    const lines = withoutSegments(playlist, new Set(['/s/2.ts'])).split('\n');
    expect(lines).not.toContain('/s/2.ts');
    expect(lines.slice(4, 8)).toEqual([
      '#EXT-X-DISCONTINUITY',
      '#EXT-X-PROGRAM-DATE-TIME:2026-11-24T01:02:00.500Z',
      '#EXTINF:60.0,',
      '/s/3.ts',
    ]);
  });

  it('tells neither a discontinuity nor a date twice', () => {
    const text = withoutSegments(playlist, new Set(['/s/3.ts']));
    expect(text.match(/DISCONTINUITY/g)).toHaveLength(1);
    expect(text.match(/DATE-TIME/g)).toHaveLength(2);
  });

  it('takes the remark on an entry out with it', () => {
    const remarked = playlist.replace('#EXTINF:60.5', '#in-archive\n#EXTINF:60.5');
    expect(withoutSegments(remarked, new Set(['/s/1.ts']))).toContain('#in-archive\n#EXTINF:60.5');
    expect(withoutSegments(remarked, new Set(['/s/2.ts']))).not.toContain('#in-archive');
  });

  it('keeps the player from asking for deltas of what it changed', () => {
    const growing = playlist.replace(
      '#EXTM3U',
      '#EXTM3U\n#EXT-X-SERVER-CONTROL:CAN-SKIP-UNTIL=360',
    );
    expect(withoutSegments(growing, new Set(['/s/2.ts']))).not.toContain('CAN-SKIP');
    expect(withoutSegments(growing, new Set())).toContain('CAN-SKIP');
  });

  it('changes nothing else', () => {
    expect(withoutSegments(playlist, new Set())).toBe(playlist);
    expect(withoutSegments(playlist, new Set(['/s/9.ts']))).toBe(playlist);
    expect(withoutSegments(playlist, new Set(['/s/4.ts'])).endsWith('#EXT-X-ENDLIST\n')).toBe(true);
  });
});
