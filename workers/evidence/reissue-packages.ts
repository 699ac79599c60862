import { unwrapKey, wrapKey } from '@workcompanion/core/crypto/wrap-key';
import { EvidencePackageId, newId } from '@workcompanion/core/ids';
import { committedUntil } from '@workcompanion/db/checkpoints/checkpoint-due';
import type { Tx } from '@workcompanion/db/client';
import { tellEvidencePackage } from '@workcompanion/db/queries/tell-evidence-package';
import { cases } from '@workcompanion/db/schema/cases';
import { clips } from '@workcompanion/db/schema/clips';
import { evidencePackages } from '@workcompanion/db/schema/evidence-packages';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, asc, eq, getTableColumns, isNull, lt } from 'drizzle-orm';
import type { EvidenceContext } from './gather/evidence-context.ts';

/**
 * Asks anew for what was made before a checkpoint held all of its statements, as soon as one does: as it
 * was asked for and approved. The package that was made stays as it is. Answers how many.
 */
export async function reissuePackages(
  ctx: Pick<EvidenceContext, 'db' | 'now' | 'masterKey'>,
): Promise<number> {
  const committed = await committedUntil(ctx.db);
  if (committed === null) return 0;
  return await withTransaction(ctx.db, async (tx) => {
    const due = await tx
      .select(getTableColumns(evidencePackages))
      .from(evidencePackages)
      .innerJoin(clips, eq(clips.id, evidencePackages.clipId))
      .innerJoin(cases, eq(cases.id, clips.caseId))
      .where(
        and(
          eq(evidencePackages.state, 'made'),
          lt(evidencePackages.uncommittedAt, committed),
          isNull(clips.removedAt),
          isNull(cases.closedAt),
        ),
      )
      .orderBy(asc(evidencePackages.id))
      .for('update', { of: evidencePackages, skipLocked: true });
    for (const row of due) await reissue(tx, ctx, row);
    return due.length;
  });
}

async function reissue(
  tx: Tx,
  { now, masterKey }: Pick<EvidenceContext, 'now' | 'masterKey'>,
  row: typeof evidencePackages.$inferSelect,
): Promise<void> {
  const at = now();
  const id = newId(EvidencePackageId, at / 1000);
  const { wrappedPassword } = row;
  await tx.insert(evidencePackages).values({
    id,
    clipId: row.clipId,
    state: 'queued',
    reason: row.reason,
    note: row.note,
    purposeId: row.purposeId,
    redaction: row.redaction,
    hasClockVideos: row.hasClockVideos,
    isProtected: row.isProtected,
    wrappedPassword:
      wrappedPassword === null
        ? null
        : wrapKey(masterKey, unwrapKey(masterKey, wrappedPassword, row.id), id),
    requestedAt: row.requestedAt,
    requestedBy: row.requestedBy,
    decidedAt: row.decidedAt,
    decidedBy: row.decidedBy,
    decisionNote: row.decisionNote,
    reissueOf: row.id,
  });
  await tx
    .update(evidencePackages)
    .set({ uncommittedAt: null, wrappedPassword: null })
    .where(eq(evidencePackages.id, row.id));
  await tellEvidencePackage(tx, {
    evidencePackage: row.id,
    at,
    action: 'reissued',
    audited: 'evidence-package.reissued',
    by: null,
    details: { reissuedAs: id },
  });
  await tellEvidencePackage(tx, {
    evidencePackage: id,
    at,
    action: 'requested',
    audited: 'evidence-package.requested',
    by: null,
    details: { reissueOf: row.id },
  });
}
