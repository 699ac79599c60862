import type { CheckpointSeen } from '@workcompanion/core/protocol/statement';
import type { Tx } from '@workcompanion/db/client';
import { checkpoints } from '@workcompanion/db/schema/checkpoints';
import { deviceStates } from '@workcompanion/db/schema/device-states';
import { eq, sql } from 'drizzle-orm';
import { noteContradiction } from '../../checkpoints/note-contradiction.ts';
import type { DeviceContext } from '../../device-context.ts';

/**
 * How far the device has seen our history: and whether it is the one that stands here. The device may
 * not know yet that it is not, such as when the database was set back since.
 */
export async function noteCheckpointSeen(
  ctx: DeviceContext,
  tx: Tx,
  { device, checkpoint, hash }: CheckpointSeen,
): Promise<void> {
  const [own] = await tx
    .select({ hash: checkpoints.hash })
    .from(checkpoints)
    .where(eq(checkpoints.number, checkpoint));
  const shown = own?.hash.toString('base64url') ?? null;
  if (shown !== hash) {
    const kind = shown === null ? 'withdrawn' : 'replaced';
    await noteContradiction({ ...ctx, db: tx }, { kind, checkpoint, kept: hash, shown });
    return;
  }
  await tx
    .update(deviceStates)
    .set({ checkpointSeen: sql`greatest(${deviceStates.checkpointSeen}, ${checkpoint}::bigint)` })
    .where(eq(deviceStates.deviceId, device));
}
