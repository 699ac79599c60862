import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import { appendAuditEntry, SYSTEM_ACTOR } from '@workcompanion/db/audit/append-audit-entry';
import type { Tx } from '@workcompanion/db/client';
import { noteFinding } from '@workcompanion/db/queries/note-finding';
import { integrityFindings, integrityRuns } from '@workcompanion/db/schema/integrity-runs';
import type { segments } from '@workcompanion/db/schema/segments';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { UserContext } from '../../auth/user-context.ts';

type Segment = typeof segments.$inferSelect;

/**
 * A viewer's read met other bytes than the device signed: a finding at once, told once to the audit
 * log. Never throws: the viewer is refused, whatever becomes of the note.
 */
export async function noteDamage(
  ctx: UserContext,
  segment: Segment,
  foundBytes: number | null,
): Promise<void> {
  const objectKey = segmentObjectKey(segment);
  ctx.proofs.doubt(segment);
  ctx.playedSegments.forget(segment.id);
  ctx.metrics.damagedReads.inc();
  const facts = { segment: segment.id, objectKey };
  ctx.log.error(facts, 'a viewer was refused bytes that are not those that the device signed');
  try {
    await (ctx.hotCopies ?? ctx.cold?.cache)?.discard(objectKey);
    await withTransaction(ctx.db, (tx) =>
      insertFinding(tx, segment, { foundBytes, at: ctx.now() }),
    );
  } catch (err) {
    ctx.log.error({ ...facts, err }, 'the finding could not be noted');
  }
}

async function insertFinding(
  tx: Tx,
  segment: Segment,
  { foundBytes, at }: { readonly foundBytes: number | null; readonly at: number },
): Promise<void> {
  const objectKey = segmentObjectKey(segment);
  // Two viewers of one segment find it at once: one of them tells it.
  await tx.execute(sql`lock table ${integrityRuns} in share row exclusive mode`);
  const isOpen = and(
    eq(integrityFindings.objectKey, objectKey),
    eq(integrityFindings.kind, 'damaged'),
    isNull(integrityFindings.resolvedAt),
  );
  if ((await tx.$count(integrityFindings, isOpen)) > 0) return;
  const counts = { objects: 1, bytes: foundBytes ?? segment.bytes, findings: 1 };
  const [run] = await tx
    .insert(integrityRuns)
    .values({ kind: 'playback', startedAt: at, updatedAt: at, endedAt: at, ...counts })
    .returning({ id: integrityRuns.id });
  if (run === undefined) return;
  const finding = {
    kind: 'damaged',
    objectKey,
    segmentId: segment.id,
    expectedBytes: segment.bytes,
    foundBytes,
  } as const;
  await noteFinding(tx, finding, { runId: run.id, at });
  await appendAuditEntry(tx, SYSTEM_ACTOR, {
    at,
    action: 'integrity.alarm',
    entityType: 'integrity-run',
    entityId: String(run.id),
    details: { kind: 'playback', segment: segment.id, ...counts },
  });
}
