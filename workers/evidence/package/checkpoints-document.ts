import type { PackageCheckpoints } from '@workcompanion/core/evidence/package-documents';
import { proofsOf } from '@workcompanion/db/checkpoints/proofs-of';
import type { Db } from '@workcompanion/db/client';
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
