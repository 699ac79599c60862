import { expect, test } from 'vitest';
import { checkPlaylist, updateFaults } from './check-playlist.ts';

const GOOD = `#EXTM3U
#EXT-X-VERSION:6
#EXT-X-TARGETDURATION:60
#EXT-X-PLAYLIST-TYPE:VOD
#EXT-X-MEDIA-SEQUENCE:0
#EXT-X-INDEPENDENT-SEGMENTS
#not-found:2026-03-29T07:00:00.000Z,1.000000
#EXT-X-PROGRAM-DATE-TIME:2026-03-29T08:00:00.000Z
#EXTINF:60.000000,
a.ts
#EXT-X-DISCONTINUITY
#EXT-X-PROGRAM-DATE-TIME:2026-03-29T08:03:00.001Z
#EXTINF:10.000001,
b.ts
#EXT-X-ENDLIST
`;

test('finds nothing in a good playlist, and reads its entries', () => {
  const { faults, segments, target, isEnded } = checkPlaylist(GOOD);
  expect(faults).toEqual([]);
  expect([target, isEnded]).toEqual([60, true]);
  expect(
    segments.map(({ uri, seconds, at }) => [uri, seconds, new Date(at).toISOString()]),
  ).toEqual([
    ['a.ts', 60, '2026-03-29T08:00:00.000Z'],
    ['b.ts', 10.000001, '2026-03-29T08:03:00.001Z'],
  ]);
});

test.each([
  ['no header', '#EXTM3U\n', '', 'not #EXTM3U'],
  ['carriage returns', '#EXT-X-ENDLIST\n', '#EXT-X-ENDLIST\r\n', 'carriage return'],
  ['no target duration', '#EXT-X-TARGETDURATION:60\n', '', 'no target duration'],
  ['a fraction as target duration', 'DURATION:60', 'DURATION:60.5', 'malformed'],
  ['two target durations', 'DURATION:60\n', 'DURATION:60\n#EXT-X-TARGETDURATION:60\n', 'twice'],
  ['a segment that is too long', 'EXTINF:60.0', 'EXTINF:60.5', 'longer than the target'],
  ['a version that is too old', 'VERSION:6', 'VERSION:2', '3 is needed'],
  ['a VOD without an end', '#EXT-X-ENDLIST\n', '', 'has no end'],
  ['an entry without a duration', '#EXTINF:10.000001,\n', '', 'has no duration'],
  ['a duration without an entry', 'b.ts\n', '', 'has no segment'],
  ['a clock that goes back', 'T08:03', 'T08:00', 'goes back'],
  ['a break without a date', '#EXT-X-PROGRAM-DATE-TIME:2026-03-29T08:03:00.001Z\n', '', 'no date'],
  ['a date without a zone', '08:00:00.000Z', '08:00:00.000', 'malformed'],
  ['a tag that nobody knows', '#EXT-X-ENDLIST', '#EXT-X-ENDLISTS', 'not known'],
  ['deltas of too much', '#EXT-X-VERSION:6', '#EXT-X-SERVER-CONTROL:CAN-SKIP-UNTIL=99', 'too much'],
])('names %s', (_, part, bent, fault) => {
  const { faults } = checkPlaylist(GOOD.replace(part, bent));
  expect(faults.join('; ')).toContain(fault);
});

test('names what an update takes back', () => {
  const before = checkPlaylist(GOOD);
  expect(updateFaults(before, checkPlaylist(GOOD))).toEqual([]);
  const faultsOf = (part: string, bent: string) =>
    updateFaults(before, checkPlaylist(GOOD.replace(part, bent))).join('; ');
  expect(faultsOf('DURATION:60', 'DURATION:61')).toContain('from 60 to 61');
  expect(faultsOf('#EXT-X-ENDLIST\n', '')).toContain('goes on');
  expect(faultsOf('a.ts', 'c.ts')).toContain('entry 0');
});
