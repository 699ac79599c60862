import type { PackageSegment } from './manifest.ts';
import type { PackageKeys } from './package-documents.ts';

/** The key of a segment as base64url: its own, or for older footage that of its window. */
export type KeyOfSegment = (
  segment: Pick<PackageSegment, 'segment' | 'keyId' | 'keyDerivation'>,
) => string | undefined;

/** Looks keys up in `keys.json`, by the way in which the segment's statement says that it is encrypted. */
export function keyOfSegment({ keys, segments }: PackageKeys): KeyOfSegment {
  const ofWindows = new Map(keys.map(({ keyId, key }) => [keyId, key]));
  const ofSegments = new Map(segments.map(({ segment, key }) => [segment, key]));
  return ({ segment, keyId, keyDerivation }) =>
    keyDerivation === undefined ? ofWindows.get(keyId) : ofSegments.get(segment);
}
