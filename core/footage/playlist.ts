/** One segment as a player asks for it. Times in UTC µs. */
export interface PlaylistSegment {
  readonly url: string;
  readonly startMicros: number;
  readonly durationMicros: number;
  readonly recordingId: string;
  readonly sequence: number;
  /** Its local copy is gone: its first byte will take longer, or has to be asked for. */
  readonly isInArchive?: boolean;
  /** Its bytes are known to be nowhere: it is left out, and the hole is named. */
  readonly isLost?: boolean;
  /** What opens it, where the player decrypts it itself. */
  readonly key?: { readonly uri: string; readonly ivHex: string };
}

/** A comment to all players but ours, as RFC 8216 (4.1) has it; of the entry that follows. */
export const IN_ARCHIVE = '#in-archive';

/** A comment, too: from when, and for how many seconds, there was footage that can't be found. */
export const PLAYLIST_NOT_FOUND = '#not-found:';

/** That the server answers with deltas, and of what. A player that changes entries drops it. */
export const CAN_SKIP = '#EXT-X-SERVER-CONTROL:CAN-SKIP-UNTIL=';

/** Half of the millisecond that the tag can tell. */
const CLOCK_TOLERANCE_MICROS = 500;

/** The least that a server may allow, in target durations (RFC 8216bis, section 4.4.3.8). */
const SKIP_BOUNDARY_TARGETS = 6;

interface Playlist {
  readonly segments: readonly PlaylistSegment[];
  readonly ended: boolean;
  /**
   * Seconds: the target duration that its address promises. It ends before a segment that is longer: at the
   * same address a playlist must not take it back.
   */
  readonly target?: number | null;
  /** For a player that has an earlier version: without what it knows already. */
  readonly isDelta?: boolean;
}

/**
 * An HLS media playlist (RFC 8216) of segments in the order of their starts, each moment once. `ended` says that no more will
 * follow: VOD, else EVENT, which players ask for again, if they can as a delta (RFC 8216bis,
 * section 6.2.5.1). The wall clock is told at the start, after every break, and wherever the sum of
 * the durations no longer leads to it.
 */
export function renderPlaylist(playlist: Playlist): string {
  const { segments: all, isDelta = false, target: promised = null } = playlist;
  const listed = withoutOverlaps(all.filter(({ isLost }) => isLost !== true));
  const segments = promised === null ? listed : fitting(listed, promised);
  const ended = playlist.ended || segments.length < listed.length;
  const target = promised ?? targetDuration(segments);
  const boundary = target * SKIP_BOUNDARY_TARGETS;
  const skipped = isDelta && !ended ? countBefore(segments, boundary * 1_000_000) : 0;
  const lines = [
    '#EXTM3U',
    `#EXT-X-VERSION:${skipped > 0 ? 9 : 6}`,
    `#EXT-X-TARGETDURATION:${target}`,
    `#EXT-X-PLAYLIST-TYPE:${ended ? 'VOD' : 'EVENT'}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    ...all.filter(({ isLost }) => isLost === true).map(notFound),
    ...(ended ? [] : [`${CAN_SKIP}${boundary}`]),
    ...(skipped > 0 ? [`#EXT-X-SKIP:SKIPPED-SEGMENTS=${skipped}`] : []),
    ...entries(segments, skipped),
    ...(ended ? ['#EXT-X-ENDLIST'] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function notFound({ startMicros, durationMicros }: PlaylistSegment): string {
  return `${PLAYLIST_NOT_FOUND}${isoMillis(startMicros)},${seconds(durationMicros)}`;
}

/** How many end further from the end than the boundary: those may be left out. */
function countBefore(segments: readonly PlaylistSegment[], boundaryMicros: number): number {
  let kept = 0;
  let index = segments.length;
  for (const { durationMicros } of segments.toReversed()) {
    if (kept >= boundaryMicros) break;
    kept += durationMicros;
    index -= 1;
  }
  return index;
}

function entries(segments: readonly PlaylistSegment[], skipped: number): string[] {
  const lines: string[] = [];
  /** Where a player that adds up the durations believes to be. */
  let clock = Number.NaN;
  for (const [at, segment] of segments.entries()) {
    if (at < skipped) continue;
    const previous = segments[at - 1];
    const breaks = previous !== undefined && !follows(segment, previous);
    if (breaks) lines.push('#EXT-X-DISCONTINUITY');
    if (breaks || !(Math.abs(segment.startMicros - clock) < CLOCK_TOLERANCE_MICROS)) {
      lines.push(`#EXT-X-PROGRAM-DATE-TIME:${isoMillis(segment.startMicros)}`);
      clock = segment.startMicros;
    }
    if (segment.isInArchive === true) lines.push(IN_ARCHIVE);
    if (segment.key !== undefined) lines.push(keyTag(segment.key));
    lines.push(`#EXTINF:${seconds(segment.durationMicros)},`, segment.url);
    clock += segment.durationMicros;
  }
  return lines;
}

/** Section 4.3.2.4. */
function keyTag({ uri, ivHex }: { readonly uri: string; readonly ivHex: string }): string {
  return `#EXT-X-KEY:METHOD=AES-128,URI="${uri}",IV=0x${ivHex}`;
}

function follows(segment: PlaylistSegment, previous: PlaylistSegment): boolean {
  return segment.recordingId === previous.recordingId && segment.sequence === previous.sequence + 1;
}

/** Those before the first that is longer, rounded, than the target duration. */
function fitting(segments: readonly PlaylistSegment[], target: number): PlaylistSegment[] {
  const first = segments.findIndex(({ durationMicros }) => durationMicros >= (target + 0.5) * 1e6);
  return segments.slice(0, first < 0 ? segments.length : first);
}

/** Section 4.3.3.1: no EXTINF, rounded, may exceed it. */
function targetDuration(segments: readonly PlaylistSegment[]): number {
  const longest = segments.reduce((most, { durationMicros }) => Math.max(most, durationMicros), 1);
  return Math.ceil(longest / 1_000_000);
}

function seconds(micros: number): string {
  return `${Math.floor(micros / 1_000_000)}.${String(micros % 1_000_000).padStart(6, '0')}`;
}

function isoMillis(micros: number): string {
  return new Date(Math.round(micros / 1000)).toISOString();
}

interface Timed {
  readonly recordingId: string;
  readonly startMicros: number;
  readonly durationMicros: number;
}

/**
 * Segments by start, each moment once. Recordings of a display do not overlap, unless its clock went
 * back or an older recorder made them: then, as on the timeline, the one begun later holds from its
 * beginning on. What begins within it is left out, and what reaches into it ends where it begins.
 */
export function withoutOverlaps<T extends Timed>(segments: readonly T[]): T[] {
  const begun = new Map<string, number>();
  for (const { recordingId, startMicros } of segments) {
    begun.set(recordingId, Math.min(startMicros, begun.get(recordingId) ?? startMicros));
  }
  const since = (segment: T) => begun.get(segment.recordingId) ?? segment.startMicros;
  const kept: T[] = [];
  for (const segment of segments) {
    const last = kept.at(-1);
    if (last === undefined || endOf(last) <= segment.startMicros) kept.push(segment);
    else if (since(segment) > since(last)) {
      kept[kept.length - 1] = { ...last, durationMicros: segment.startMicros - last.startMicros };
      if (segment.startMicros === last.startMicros) kept.pop();
      kept.push(segment);
    }
  }
  return kept;
}

function endOf({ startMicros, durationMicros }: Timed): number {
  return startMicros + durationMicros;
}
