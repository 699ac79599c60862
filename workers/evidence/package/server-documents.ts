import { deriveSegmentKey } from '@workcompanion/core/crypto/segment-key';
import type { PackageSegment } from '@workcompanion/core/evidence/manifest';
import type {
  CustodyEvent,
  PackageCheckpoints,
  PackageCustody,
  PackageKeys,
} from '@workcompanion/core/evidence/package-documents';
import { proofsOf } from '@workcompanion/db/checkpoints/proofs-of';
import type { Db } from '@workcompanion/db/client';
import type { LoggedStep } from '../gather/custody.ts';
import type { ClipFootage } from '../gather/footage.ts';
import type { GatheredDevice } from '../gather/gather-device.ts';

/** `checkpoints.json` (null when no checkpoint is of any use yet), and `custody.json`, which has proofs too. */
export async function provenDocuments(
  db: Db,
  devices: readonly GatheredDevice[],
  { steps, made }: { readonly steps: readonly LoggedStep[]; readonly made: CustodyEvent },
): Promise<{ readonly checkpoints: PackageCheckpoints | null; readonly custody: PackageCustody }> {
  const items = devices.flatMap(({ context, journal }) => [...context, ...journal.items]);
  const { document, custody } = await proofsOf(db, {
    statements: items.map(({ says: { device, index } }) => ({ device, index })),
    auditEntries: steps.map(({ entry }) => entry.seq),
    seen: items.flatMap(({ says }) => (says.kind === 'checkpoint-seen' ? [says.checkpoint] : [])),
  });
  const events = steps.map((step) => ({ ...step, proof: custody.get(step.entry.seq) ?? null }));
  return {
    checkpoints: document.checkpoints.length === 0 ? null : document,
    custody: { events: [...events, made] },
  };
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
