/** The tags that belong to the entry after them (RFC 8216, section 4.3.2). */
const OF_SEGMENT = ['#EXTINF:', '#EXT-X-BYTERANGE:', '#EXT-X-PROGRAM-DATE-TIME:'] as const;

/**
 * Takes entries out of a media playlist and leaves a discontinuity in their place: the player then
 * treats what could not be read as it treats a gap.
 */
export function withoutSegments(playlist: string, urls: ReadonlySet<string>): string {
  if (urls.size === 0) return playlist;
  const kept: string[] = [];
  let own: string[] = [];
  let isBroken = false;
  for (const line of playlist.split('\n')) {
    if (OF_SEGMENT.some((tag) => line.startsWith(tag))) own.push(line);
    else if (line === '' || line.startsWith('#')) kept.push(...own.splice(0), line);
    else if (urls.has(line)) {
      own = [];
      isBroken = true;
    } else {
      const isTold = kept.at(-1) === '#EXT-X-DISCONTINUITY';
      if (isBroken && !isTold) kept.push('#EXT-X-DISCONTINUITY');
      kept.push(...own.splice(0), line);
      isBroken = false;
    }
  }
  return kept.join('\n');
}
