import { renderPlaylist } from '../footage/playlist.ts';
import type { PackageSegment } from './manifest.ts';
import type { KeyOfSegment } from './package-documents.ts';

const KEY_URI = 'data:application/octet-stream;base64,';

/**
 * The footage of a display as an HLS playlist (RFC 8216) that lies beside the segments' folder: a
 * player opens each segment with the key that stands before it.
 */
export function packagePlaylist(segments: readonly PackageSegment[], keyOf: KeyOfSegment): string {
  return renderPlaylist({
    ended: true,
    segments: segments.flatMap((one) => {
      const key = keyOf(one);
      if (one.path === null || key === undefined) return [];
      return {
        url: one.path,
        startMicros: one.start,
        durationMicros: one.duration,
        recordingId: one.recording,
        sequence: one.sequence,
        key: { uri: keyUri(key), ivHex: one.iv },
      };
    }),
  });
}

/** A key has 16 bytes, which base64 fills up with two signs. */
function keyUri(base64url: string): string {
  return `${KEY_URI}${base64url.replaceAll('-', '+').replaceAll('_', '/')}==`;
}

/** One segment as a player of the playlist would open it. */
export interface PlaylistEntry {
  readonly path: string;
  /** Base64url; null when none stands before it, or it is of another kind. */
  readonly key: string | null;
  readonly ivHex: string | null;
}

const KEY_TAG =
  /^#EXT-X-KEY:METHOD=AES-128,URI="data:[\w/-]+;base64,([A-Za-z0-9+/]{22})==",IV=0x([0-9a-f]{32})$/;

/** Reads what `packagePlaylist` writes: a key holds until the next (RFC 8216, section 4.3.2.4). */
export function readPackagePlaylist(text: string): PlaylistEntry[] {
  const entries: PlaylistEntry[] = [];
  let opened: Omit<PlaylistEntry, 'path'> = { key: null, ivHex: null };
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('#EXT-X-KEY')) {
      const [, base64, ivHex = null] = KEY_TAG.exec(line) ?? [];
      const key = base64?.replaceAll('+', '-').replaceAll('/', '_') ?? null;
      opened = { key, ivHex };
    } else if (line !== '' && !line.startsWith('#')) entries.push({ path: line, ...opened });
  }
  return entries;
}
