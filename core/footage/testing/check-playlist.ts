/** Tags that stand once in a media playlist, before its first segment; each with what its value looks like. */
const ONCE: Readonly<Record<string, RegExp>> = {
  '#EXT-X-VERSION': /^\d+$/,
  '#EXT-X-TARGETDURATION': /^[1-9]\d*$/,
  '#EXT-X-PLAYLIST-TYPE': /^(VOD|EVENT)$/,
  '#EXT-X-MEDIA-SEQUENCE': /^\d+$/,
  '#EXT-X-INDEPENDENT-SEGMENTS': /^$/,
  '#EXT-X-SERVER-CONTROL': /^CAN-SKIP-UNTIL=\d+(\.\d+)?$/,
  '#EXT-X-SKIP': /^SKIPPED-SEGMENTS=[1-9]\d*$/,
};

const EACH: Readonly<Record<string, RegExp>> = {
  '#EXTINF': /^\d+(\.\d+)?,/,
  '#EXT-X-DISCONTINUITY': /^$/,
  '#EXT-X-PROGRAM-DATE-TIME': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?(Z|[+-]\d\d:?\d\d)$/,
  '#EXT-X-KEY': /^METHOD=AES-128,URI="[^"]+",IV=0x[0-9a-f]{32}$/i,
};

/** ms: the tag tells the clock to the millisecond. */
const CLOCK_TOLERANCE = 1;
/** RFC 8216bis, section 4.4.3.8. */
const LEAST_SKIP_TARGETS = 6;

interface CheckedSegment {
  readonly uri: string;
  readonly seconds: number;
  /** Unix ms, as a player adds it up. */
  readonly at: number;
}

export interface CheckedPlaylist {
  readonly target: number;
  readonly isEnded: boolean;
  readonly segments: readonly CheckedSegment[];
  /** What breaks a rule of RFC 8216, or a promise of ours; none in a good one. */
  readonly faults: readonly string[];
}

/**
 * Reads a media playlist as RFC 8216 has it, by itself: it shares nothing with what writes playlists. Of
 * ours it also wants the clock at the start and after each break, and that the clock never goes back.
 */
export function checkPlaylist(text: string): CheckedPlaylist {
  const faults: string[] = [];
  const lines = text.split('\n');
  if (lines[0] !== '#EXTM3U') faults.push('the first line is not #EXTM3U (4.3.1.1)');
  if (lines.at(-1) !== '') faults.push('the last line has no end');
  if (/[\r\ufeff]/.test(text)) faults.push('there is a byte order mark or a carriage return (4.1)');
  const head = readHead(lines, faults);
  const segments = readSegments(lines, faults);
  const target = Number(head.get('#EXT-X-TARGETDURATION') ?? Number.NaN);
  const isEnded = lines.includes('#EXT-X-ENDLIST');
  if (Number.isNaN(target)) faults.push('there is no target duration (4.3.3.1)');
  if (head.get('#EXT-X-PLAYLIST-TYPE') === 'VOD' && !isEnded) {
    faults.push('a VOD playlist has no end (4.3.3.5)');
  }
  for (const { uri, seconds } of segments) {
    if (Math.round(seconds) > target) faults.push(`${uri} is longer than the target (4.3.3.1)`);
  }
  const skip = Number(head.get('#EXT-X-SERVER-CONTROL')?.split('=')[1] ?? Number.NaN);
  if (skip < LEAST_SKIP_TARGETS * target) faults.push('deltas would skip too much (bis 4.4.3.8)');
  faults.push(...versionFaults(text, Number(head.get('#EXT-X-VERSION') ?? 1)));
  return { target, isEnded, segments, faults };
}

function readHead(lines: readonly string[], faults: string[]): ReadonlyMap<string, string> {
  const head = new Map<string, string>();
  const firstSegment = lines.findIndex((line) => line.startsWith('#EXTINF'));
  for (const [at, line] of lines.entries()) {
    const [tag, value] = tagOf(line);
    const shape = ONCE[tag];
    if (shape === undefined) continue;
    if (head.has(tag)) faults.push(`${tag} stands twice`);
    if (!shape.test(value)) faults.push(`${line} is malformed`);
    if (firstSegment >= 0 && at > firstSegment) faults.push(`${tag} comes after a segment`);
    head.set(tag, value);
  }
  return head;
}

/** The state of a reader between two lines. */
class Entry {
  seconds: number | null = null;
  isBroken = false;
  isDated = false;
  clock = Number.NaN;
}

function readSegments(lines: readonly string[], faults: string[]): CheckedSegment[] {
  const segments: CheckedSegment[] = [];
  const entry = new Entry();
  for (const [at, line] of lines.entries()) {
    const [tag, value] = tagOf(line);
    if (line === '#EXT-X-ENDLIST' && lines.slice(at + 1).some((rest) => rest !== '')) {
      faults.push('something comes after the end');
    }
    if (line !== '' && !line.startsWith('#')) {
      faults.push(...entryFaults(entry, line, segments));
      segments.push({ uri: line, seconds: entry.seconds ?? 0, at: entry.clock });
      entry.clock += (entry.seconds ?? 0) * 1000;
      entry.seconds = null;
      entry.isBroken = false;
      entry.isDated = false;
    } else if (EACH[tag] !== undefined) {
      if (!EACH[tag].test(value)) faults.push(`${line} is malformed`);
      takeTag(entry, { tag, value, faults });
    } else if (tag.startsWith('#EXT') && !isKnown(tag)) faults.push(`${tag} is not known`);
  }
  if (entry.seconds !== null) faults.push('the last duration has no segment');
  return segments;
}

interface TagOfSegment {
  readonly tag: string;
  readonly value: string;
  readonly faults: string[];
}

function takeTag(entry: Entry, { tag, value, faults }: TagOfSegment): void {
  if (tag === '#EXTINF') entry.seconds = Number.parseFloat(value);
  if (tag === '#EXT-X-DISCONTINUITY') entry.isBroken = true;
  if (tag !== '#EXT-X-PROGRAM-DATE-TIME') return;
  const date = Date.parse(value);
  if (date < entry.clock - CLOCK_TOLERANCE) faults.push(`the clock goes back to ${value}`);
  entry.clock = date;
  entry.isDated = true;
}

function entryFaults(entry: Entry, uri: string, before: readonly CheckedSegment[]): string[] {
  const mustBeDated = entry.isBroken || before.length === 0;
  return [
    ...(entry.seconds === null ? [`${uri} has no duration (4.3.2.1)`] : []),
    ...(mustBeDated && !entry.isDated ? [`${uri} follows a break and has no date`] : []),
  ];
}

/** Section 7. */
function versionFaults(text: string, version: number): string[] {
  const needs: readonly (readonly [RegExp, number])[] = [
    [/^#EXT-X-KEY:.*IV=/m, 2],
    [/^#EXTINF:\d+\./m, 3],
    [/^#EXT-X-SKIP:/m, 9],
  ];
  return needs
    .filter(([tag, least]) => tag.test(text) && version < least)
    .map(([, least]) => `version ${version} is told, and ${least} is needed (7)`);
}

function isKnown(tag: string): boolean {
  return tag in ONCE || tag in EACH || tag === '#EXTM3U' || tag === '#EXT-X-ENDLIST';
}

function tagOf(line: string): [tag: string, value: string] {
  const colon = line.indexOf(':');
  return colon < 0 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 1)];
}

/** What an update of a playlist at the same address must not do (section 6.2.1). */
export function updateFaults(before: CheckedPlaylist, after: CheckedPlaylist): string[] {
  const faults: string[] = [];
  if (before.target !== after.target) {
    faults.push(`the target duration went from ${before.target} to ${after.target}`);
  }
  if (before.isEnded && !after.isEnded) faults.push('what had ended goes on');
  const changed = before.segments.findIndex(({ uri }, at) => after.segments[at]?.uri !== uri);
  if (changed >= 0) faults.push(`the entry ${changed} is another one`);
  return faults;
}
