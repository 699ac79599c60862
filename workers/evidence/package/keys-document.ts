import { deriveSegmentKey } from '@workcompanion/core/crypto/segment-key';
import type { PackageSegment } from '@workcompanion/core/evidence/manifest';
import type { PackageKeys } from '@workcompanion/core/evidence/package-documents';
import type { Footage } from '../footage.ts';

/**
 * The keys of segments that are in the package. A data key is among them only for footage from before
 * segments had keys of their own: it opens all that its device recorded in its window.
 */
export function keysDocument(
  entries: readonly PackageSegment[],
  { keys: dataKeys }: Footage,
): PackageKeys {
  const present = entries.filter(({ path }) => path !== null);
  const old = present.filter(({ keyDerivation }) => keyDerivation === undefined);
  const keys = [...new Set(old.map(({ keyId }) => keyId))].flatMap((keyId) => {
    const found = dataKeys.get(keyId);
    if (found === undefined) return [];
    const { device, window, key } = found;
    return [{ keyId, device, window, key: key.toString('base64url') }];
  });
  const segments = present.flatMap(({ segment, keyId, keyDerivation }) => {
    const found = dataKeys.get(keyId);
    if (found === undefined || keyDerivation === undefined) return [];
    return [{ segment, key: deriveSegmentKey(found.key, segment).toString('base64url') }];
  });
  return { keys, segments };
}
