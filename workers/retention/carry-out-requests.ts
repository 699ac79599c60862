import type { DeletionRequestId } from '@workcompanion/core/ids';
import { MAX_DELETION_KEYS } from '@workcompanion/core/protocol/deletion-certificate';
import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import type { Db, Tx } from '@workcompanion/db/client';
import { decideRequest, type RequestDecision } from '@workcompanion/db/retention/decide-request';
import { lockRetention } from '@workcompanion/db/retention/lock-retention';
import { deletionRequests } from '@workcompanion/db/schema/deletion-requests';
import { withTransaction } from '@workcompanion/db/transaction';
import { asc, eq, sql } from 'drizzle-orm';
import { type DeletionRequestRow, destroyChosen } from './destroy-chosen.ts';
import type { RetentionWork } from './retention-work.ts';

const IS_APPROVED = sql`approved_at is not null and carried_out_at is null`;

/**
 * Destroys the keys of every approved request, at any time of the day, and returns how many requests
 * are done. One with keys that a recorder still uses, or that a hold pins, is taken up again until
 * those are free: the approval stands.
 */
export async function carryOutRequests(work: RetentionWork): Promise<number> {
  let done = 0;
  for (const id of await approvedRequests(work.db)) {
    let step: Step = 'more';
    while (step === 'more' && work.mayGoOn()) step = await carryOutSome(work, id);
    if (step === 'done') done += 1;
  }
  return done;
}

async function approvedRequests(db: Db): Promise<DeletionRequestId[]> {
  const rows = await db
    .select({ id: deletionRequests.id })
    .from(deletionRequests)
    .where(IS_APPROVED)
    .orderBy(asc(deletionRequests.id));
  return rows.map(({ id }) => id);
}

type Step = 'more' | 'waits' | 'done';

/** One deletion, decided under the lock that holds are placed under; or the end of the request. */
function carryOutSome({ db, now }: RetentionWork, id: DeletionRequestId): Promise<Step> {
  return withTransaction(db, async (tx) => {
    await lockRetention(tx);
    const at = now();
    const [request] = await tx
      .select()
      .from(deletionRequests)
      .where(sql`${eq(deletionRequests.id, id)} and ${IS_APPROVED}`);
    // Another process was quicker.
    if (!request) return 'waits';
    const { employeeId, footageFrom: from, footageTo: to } = request;
    const decisions = await decideRequest(tx, { employeeId, from, to }, at);
    const next = decisions.find(({ destroy }) => destroy.length > 0);
    if (next !== undefined) return destroyNext(tx, { request, next, at });
    const heldKeys = decisions.reduce((sum, { held }) => sum + held.length, 0);
    if (heldKeys !== request.heldKeys) await noteHeld(tx, { request, heldKeys, at });
    if (heldKeys > 0 || decisions.some(({ inUse }) => inUse.length > 0)) return 'waits';
    await end(tx, request, at);
    return 'done';
  });
}

async function destroyNext(
  tx: Tx,
  {
    request,
    next,
    at,
  }: {
    readonly request: DeletionRequestRow;
    readonly next: RequestDecision;
    readonly at: number;
  },
): Promise<Step> {
  const keys = next.destroy.slice(0, MAX_DELETION_KEYS);
  await destroyChosen(tx, { device: next.device, keys, cause: { request }, at });
  await tx
    .update(deletionRequests)
    .set({ keys: request.keys + keys.length })
    .where(eq(deletionRequests.id, request.id));
  return 'more';
}

/** Once for each change, not for each look. */
async function noteHeld(
  tx: Tx,
  {
    request: { id, keys },
    heldKeys,
    at,
  }: { readonly request: DeletionRequestRow; readonly heldKeys: number; readonly at: number },
): Promise<void> {
  await tx.update(deletionRequests).set({ heldKeys }).where(eq(deletionRequests.id, id));
  if (heldKeys === 0) return;
  await appendAuditEntry(tx, {
    at,
    userId: null,
    action: 'deletion-request.held',
    subject: `deletion-request:${id}`,
    details: { keys, heldKeys },
  });
}

async function end(tx: Tx, { id, keys }: DeletionRequestRow, at: number): Promise<void> {
  await tx.update(deletionRequests).set({ carriedOutAt: at }).where(eq(deletionRequests.id, id));
  await appendAuditEntry(tx, {
    at,
    userId: null,
    action: 'deletion-request.carried-out',
    subject: `deletion-request:${id}`,
    details: { keys },
  });
}
