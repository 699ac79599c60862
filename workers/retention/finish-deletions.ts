import {
  SegmentListHash,
  signDeletionCertificate,
} from '@workcompanion/core/crypto/deletion-certificate';
import { AppError, type ErrorCode, isAppError } from '@workcompanion/core/errors';
import type { SegmentId } from '@workcompanion/core/ids';
import type {
  DeletionCause,
  DeletionCertificate,
} from '@workcompanion/core/protocol/deletion-certificate';
import { appendAuditEntry, SYSTEM_ACTOR } from '@workcompanion/db/audit/append-audit-entry';
import type { Db } from '@workcompanion/db/client';
import { readSigningKey } from '@workcompanion/db/keys/signing-keys';
import {
  keysOfDeletion,
  nextUnfinishedDeletion,
} from '@workcompanion/db/retention/next-unfinished-deletion';
import { segmentsOfKeys } from '@workcompanion/db/retention/segments-of-keys';
import { deletionRequests, deletions } from '@workcompanion/db/schema/deletions';
import { retentionRules } from '@workcompanion/db/schema/retention-rules';
import { withTransaction } from '@workcompanion/db/transaction';
import { and, eq, isNull } from 'drizzle-orm';
import { deleteTexts } from './delete-texts.ts';
import { deleteWindowTracks } from './delete-window-tracks.ts';
import { type DeletionRow, type Purge, purgeDeletion } from './purge-deletion.ts';
import type { RetentionWork } from './retention-work.ts';

export interface Finished {
  readonly finished: number;
  readonly failed: number;
}

/**
 * Goes on with every deletion whose keys are destroyed: also those of another process that died, for
 * each step may be done twice. One that fails does not hold up the others.
 */
export async function finishDeletions(work: RetentionWork): Promise<Finished> {
  const total = { finished: 0, failed: 0 };
  let after: DeletionRow['id'] | null = null;
  while (work.mayGoOn()) {
    const startedBefore = work.now() - work.settle;
    const deletion = await nextUnfinishedDeletion(work.db, { startedBefore, after });
    if (deletion === null) break;
    after = deletion.id;
    try {
      if (await finish(work, deletion)) total.finished += 1;
    } catch (err) {
      total.failed += 1;
      const lastError: ErrorCode = isAppError(err) ? err.code : 'internal';
      await work.db.update(deletions).set({ lastError }).where(eq(deletions.id, deletion.id));
      work.log.error({ err, deletion: deletion.id }, 'a deletion could not go on');
    }
  }
  return total;
}

async function finish(work: RetentionWork, deletion: DeletionRow): Promise<boolean> {
  const keys = await keysOfDeletion(work.db, deletion.id);
  if (!(await purgeDeletion(work, { deletion, keys }))) return false;
  await deleteWindowTracks(work, keys);
  await deleteTexts(work, keys);
  await certifyDeletion(work, { deletion, keys });
  return true;
}

const PAGE = 1_000;

/**
 * Signs what a purged deletion has taken, counted anew from the rows that stay. Of two processes that
 * do it at once, the first decides.
 */
async function certifyDeletion(work: RetentionWork, purge: Purge): Promise<void> {
  const { db, now, masterKey } = work;
  const { deletion, keys } = purge;
  const list = await listSegments(db, purge);
  const at = now();
  const certificate: DeletionCertificate = {
    ...(await causeOf(db, deletion)),
    deletion: deletion.id,
    person: deletion.personId,
    device: deletion.deviceId,
    ...list,
    keys: [...keys],
    keysDestroyedAt: deletion.startedAt,
    objectsDeletedAt: at,
  };
  const signed = await signDeletionCertificate(certificate, await readSigningKey(db, masterKey));
  const { segments, bytes, footage } = list;
  await withTransaction(db, async (tx) => {
    const finished = await tx
      .update(deletions)
      .set({ finishedAt: at, certificate: signed, segments, bytes, lastError: null })
      .where(and(eq(deletions.id, deletion.id), isNull(deletions.finishedAt)));
    if (finished.rowCount === 0) return;
    await appendAuditEntry(tx, SYSTEM_ACTOR, {
      at,
      action: 'footage.deleted',
      entityType: 'device',
      entityId: deletion.deviceId,
      details: { deletion: deletion.id, segments, bytes, footage, list: list.segmentList },
    });
  });
}

async function listSegments(db: Db, { deletion, keys }: Purge) {
  const hash = new SegmentListHash();
  const total = { segments: 0, bytes: 0, from: Infinity, to: -Infinity };
  let after: SegmentId | null = null;
  for (;;) {
    const page = await segmentsOfKeys(db, {
      deviceId: deletion.deviceId,
      keys,
      stretch: { from: deletion.stretchFrom, to: deletion.stretchTo },
      after,
      limit: PAGE,
    });
    for (const segment of page) {
      hash.add(segment);
      total.segments += 1;
      total.bytes += segment.bytes;
      total.from = Math.min(total.from, segment.startsAt);
      total.to = Math.max(total.to, segment.startsAt + segment.duration);
    }
    after = page.at(-1)?.id ?? null;
    if (page.length < PAGE) break;
  }
  const { segments, bytes, from, to } = total;
  const footage = segments === 0 ? null : { from, to };
  return { footage, segments, bytes, segmentList: hash.digest() };
}

/** By what a deletion goes, in the words of its certificate. */
async function causeOf(db: Db, deletion: DeletionRow): Promise<DeletionCause> {
  const { ruleId, requestId } = deletion;
  if (ruleId !== null) return { v: 1, rule: await ruleOfDeletion(db, ruleId) };
  if (requestId !== null) return { v: 2, request: await requestOfDeletion(db, requestId) };
  throw new AppError('internal', `deletion ${deletion.id} goes by nothing`);
}

/** As it stood when it was put in force; rules are never changed after. */
async function ruleOfDeletion(db: Db, ruleId: NonNullable<DeletionRow['ruleId']>) {
  const [rule] = await db.select().from(retentionRules).where(eq(retentionRules.id, ruleId));
  if (!rule?.days || rule.approvedBy === null || rule.approvedAt === null) {
    throw new AppError('internal', `rule ${ruleId} deletes nothing`);
  }
  const { id, teamId, days, approvedBy, approvedAt } = rule;
  return { id, team: teamId, days, approvedBy, approvedAt };
}

async function requestOfDeletion(db: Db, requestId: NonNullable<DeletionRow['requestId']>) {
  const [request] = await db
    .select()
    .from(deletionRequests)
    .where(eq(deletionRequests.id, requestId));
  if (!request || request.approvedBy === null || request.approvedAt === null) {
    throw new AppError('internal', `request ${requestId} was never approved`);
  }
  const { id, footageFrom, footageTo, requestedBy, requestedAt, approvedBy, approvedAt } = request;
  return { id, from: footageFrom, to: footageTo, requestedBy, requestedAt, approvedBy, approvedAt };
}
