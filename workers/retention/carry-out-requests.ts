import type { DeletionRequestId } from '@workcompanion/core/ids';
import { MAX_DELETION_KEYS } from '@workcompanion/core/protocol/deletion-certificate';
import { appendAuditEntry, SYSTEM_ACTOR } from '@workcompanion/db/audit/append-audit-entry';
import type { Db, Tx } from '@workcompanion/db/client';
import { decideRequest, type RequestDecision } from '@workcompanion/db/retention/decide-request';
import { lockRetention } from '@workcompanion/db/retention/lock-retention';
import { deletionRequests } from '@workcompanion/db/schema/deletions';
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
  for (const request of await approvedRequests(work.db)) {
    // Without the lock: one may wait for a year, and is looked at each minute.
    if (isWaiting(request, await decide(work.db, request, work.now()))) continue;
    let step: Step = 'more';
    while (step === 'more' && work.mayGoOn()) step = await carryOutSome(work, request.id);
    if (step === 'done') done += 1;
  }
  return done;
}

function approvedRequests(db: Db): Promise<DeletionRequestRow[]> {
  return db.select().from(deletionRequests).where(IS_APPROVED).orderBy(asc(deletionRequests.id));
}

function decide(
  db: Db | Tx,
  { personId, footageFrom: from, footageTo: to }: DeletionRequestRow,
  at: number,
): Promise<RequestDecision[]> {
  return decideRequest(db, { personId, from, to }, at);
}

/** Nothing can go, and that is known. */
function isWaiting(
  { heldKeys }: DeletionRequestRow,
  decisions: readonly RequestDecision[],
): boolean {
  if (decisions.some(({ destroy }) => destroy.length > 0)) return false;
  return heldOf(decisions) === heldKeys && (heldKeys > 0 || areInUse(decisions));
}

function heldOf(decisions: readonly RequestDecision[]): number {
  return decisions.reduce((sum, { held }) => sum + held.length, 0);
}

function areInUse(decisions: readonly RequestDecision[]): boolean {
  return decisions.some(({ inUse }) => inUse.length > 0);
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
    const decisions = await decide(tx, request, at);
    const next = decisions.find(({ destroy }) => destroy.length > 0);
    if (next !== undefined) return destroyNext(tx, { request, next, at });
    const heldKeys = heldOf(decisions);
    if (heldKeys !== request.heldKeys) await noteHeld(tx, { request, heldKeys, at });
    if (heldKeys > 0 || areInUse(decisions)) return 'waits';
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
  await appendAuditEntry(tx, SYSTEM_ACTOR, {
    at,
    action: 'deletion-request.held',
    entityType: 'deletion-request',
    entityId: id,
    details: { keys, heldKeys },
  });
}

async function end(tx: Tx, { id, keys }: DeletionRequestRow, at: number): Promise<void> {
  await tx.update(deletionRequests).set({ carriedOutAt: at }).where(eq(deletionRequests.id, id));
  await appendAuditEntry(tx, SYSTEM_ACTOR, {
    at,
    action: 'deletion-request.carried-out',
    entityType: 'deletion-request',
    entityId: id,
    details: { keys },
  });
}
