import { AppError } from '@workcompanion/core/errors';
import type { DeletionCause } from '@workcompanion/core/protocol/deletion-certificate';
import type { Db } from '@workcompanion/db/client';
import { deletionRequests } from '@workcompanion/db/schema/deletion-requests';
import { retentionRules } from '@workcompanion/db/schema/retention-rules';
import { eq } from 'drizzle-orm';
import type { DeletionRow } from './purge-deletion.ts';

/** By what a deletion goes, in the words of its certificate. */
export async function causeOf(db: Db, deletion: DeletionRow): Promise<DeletionCause> {
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
