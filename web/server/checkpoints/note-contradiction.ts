import type { CheckpointProblem } from '@workcompanion/core/protocol/checkpoint';
import { appendAuditEntry, SYSTEM_ACTOR } from '@workcompanion/db/audit/append-audit-entry';
import { checkpointContradictions } from '@workcompanion/db/schema/checkpoint-contradictions';
import { withTransaction } from '@workcompanion/db/transaction';
import type { DeviceContext } from '../device-context.ts';

/** Keeps what speaks against our own history, once, and tells the audit log. */
export async function noteContradiction(
  ctx: DeviceContext,
  { kind, checkpoint, kept, shown }: CheckpointProblem,
): Promise<void> {
  const at = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const noted = await tx
      .insert(checkpointContradictions)
      .values({
        deviceId: ctx.device.id,
        kind,
        checkpoint,
        foundAt: at,
        keptHash: Buffer.from(kept, 'base64url'),
        shownHash: shown === null ? null : Buffer.from(shown, 'base64url'),
      })
      .onConflictDoNothing()
      .returning({ id: checkpointContradictions.id });
    if (noted.length === 0) return;
    ctx.log.error(
      { device: ctx.device.id, kind, checkpoint, kept, shown },
      'a device keeps another history than this server',
    );
    await appendAuditEntry(tx, SYSTEM_ACTOR, {
      at,
      action: 'checkpoint.contradicted',
      entityType: 'device',
      entityId: ctx.device.id,
      details: { kind, checkpoint, kept, shown },
    });
  });
}
