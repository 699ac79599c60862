/** One segment as a player asks for it. Times in UTC µs. */
export interface PlaylistSegment {
  readonly url: string;
  readonly startMicros: number;
  readonly durationMicros: number;
  readonly recordingId: string;
  readonly sequence: number;
}

/**
 * An HLS media playlist (RFC 8216) of segments in the order given. `ended` says that no more will
 * follow: VOD, else EVENT, which players ask for again. The wall clock is told at the start, after
 * every break, and wherever the sum of the durations no longer leads to it.
 */
export function buildPlaylist({
  segments,
  ended,
}: {
  readonly segments: readonly PlaylistSegment[];
  readonly ended: boolean;
}): string {
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:6',
    `#EXT-X-TARGETDURATION:${targetDuration(segments)}`,
    `#EXT-X-PLAYLIST-TYPE:${ended ? 'VOD' : 'EVENT'}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    ...segments.flatMap((segment, at) => entry(segment, segments[at - 1])),
    ...(ended ? ['#EXT-X-ENDLIST'] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function entry(segment: PlaylistSegment, previous: PlaylistSegment | undefined): string[] {
  const breaks = previous !== undefined && !follows(segment, previous);
  const tellTime = previous === undefined || breaks || drifts(segment, previous);
  return [
    ...(breaks ? ['#EXT-X-DISCONTINUITY'] : []),
    ...(tellTime ? [`#EXT-X-PROGRAM-DATE-TIME:${isoMillis(segment.startMicros)}`] : []),
    `#EXTINF:${seconds(segment.durationMicros)},`,
    segment.url,
  ];
}

function follows(segment: PlaylistSegment, previous: PlaylistSegment): boolean {
  return segment.recordingId === previous.recordingId && segment.sequence === previous.sequence + 1;
}

function drifts(segment: PlaylistSegment, previous: PlaylistSegment): boolean {
  const expected = previous.startMicros + previous.durationMicros;
  return Math.abs(segment.startMicros - expected) >= 500;
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
