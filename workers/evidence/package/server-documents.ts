import { deriveSegmentKey } from '@workcompanion/core/crypto/segment-key';
import type { PackageSegment } from '@workcompanion/core/evidence/manifest';
import type {
  PackageCheckpoints,
  PackageKeys,
} from '@workcompanion/core/evidence/package-documents';
import { proofsOf } from '@workcompanion/db/checkpoints/proofs-of';
import type { Db } from '@workcompanion/db/client';
import type { ClipFootage } from '../gather/footage.ts';
import type { GatheredDevice } from '../gather/gather-device.ts';

/** `checkpoints.json`: null when no checkpoint covers any of the statements yet. */
export async function checkpointsDocument(
  db: Db,
  devices: readonly GatheredDevice[],
): Promise<PackageCheckpoints | null> {
  const statements = devices.flatMap(({ device, journal, context }) =>
    [...context, ...journal.items].map(({ says }) => ({ device: device.id, index: says.index })),
  );
  const since = firstSeen(devices);
  const proofs = await proofsOf(db, statements, since === null ? {} : { since });
  return proofs.checkpoints.length === 0 ? null : proofs;
}

/** From the last checkpoint that each device had seen before: it vouches for the server by it. */
function firstSeen(devices: readonly GatheredDevice[]): number | null {
  const seen = devices.flatMap(({ context }) =>
    context.flatMap(({ says }) => (says.kind === 'checkpoint-seen' ? [says.checkpoint] : [])),
  );
  return seen.length === 0 ? null : Math.min(...seen);
}

/**
 * The keys of segments that are in the package. A data key is among them only for footage from before
 * segments had keys of their own: it opens all that its device recorded in its window.
 */
export function keysDocument(
  entries: readonly PackageSegment[],
  { keys: dataKeys }: ClipFootage,
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
