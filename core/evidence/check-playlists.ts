import { aboutFile, type Finding, finding } from './finding.ts';
import { keyOfSegment } from './key-of-segment.ts';
import type { Manifest } from './manifest.ts';
import type { PackageKeys } from './package-documents.ts';
import { readPackagePlaylist } from './package-playlist.ts';
import { parseText } from './parse-document.ts';

/** Whether each playlist plays segments of its display with the keys of `keys.json`, and holds no other. */
export function checkPlaylists(
  manifest: Manifest,
  keys: PackageKeys,
  documents: ReadonlyMap<string, Uint8Array>,
): Finding[] {
  const keyOf = keyOfSegment(keys);
  return manifest.playlists.flatMap(({ device, display, path }) => {
    const bytes = documents.get(path);
    const text = bytes === undefined ? null : parseText(bytes);
    if (text === null) return [finding('document-unreadable', aboutFile(path))];
    const own = new Map(
      manifest.segments
        .filter((one) => one.device === device && one.display === display)
        .map((one) => [one.path, one]),
    );
    const isRight = readPackagePlaylist(text).every((entry) => {
      const segment = own.get(entry.path);
      if (segment === undefined) return false;
      return segment.iv === entry.ivHex && keyOf(segment) === entry.key;
    });
    return isRight ? [] : [finding('playlist-differs', aboutFile(path))];
  });
}
