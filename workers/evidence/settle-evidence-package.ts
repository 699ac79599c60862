import type { ErrorCode } from '@workcompanion/core/errors';
import type { EvidencePackageId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { tellRequester } from '@workcompanion/db/notifications/tell-requester';
import { tellEvidencePackage } from '@workcompanion/db/queries/tell-evidence-package';
import { evidencePackages } from '@workcompanion/db/schema/evidence-packages';
import { withTransaction } from '@workcompanion/db/transaction';
import { type SQL, sql } from 'drizzle-orm';
import {
  type ClaimedEvidencePackage,
  EVIDENCE_PACKAGE_QUEUE,
  isEvidencePackageOurs,
} from './claim-evidence-package.ts';
import type { FinishedFile } from './make-package.ts';

type EvidencePackageRow = typeof evidencePackages.$inferInsert;
/** The columns that only a package under way has. */
const AT_REST = { step: null, ...EVIDENCE_PACKAGE_QUEUE.finish() } as const;
/** A settled package is never continued, so that its work key goes too. */
const SETTLED = { ...AT_REST, wrappedWorkKey: null } as const;
const CANCELLED = {
  ...SETTLED,
  state: 'cancelled' as const,
  wrappedPassword: null,
  finishedAt: sql`now()`,
};

interface Settling {
  readonly db: Db;
  readonly now: () => number;
}

export interface MadeFile extends Omit<FinishedFile, 'path'> {
  /** µs that it is kept. */
  readonly keep: number;
}

/** False when the package was not ours any more: then the package is nobody's. */
export function settleMade(ctx: Settling, claimed: ClaimedEvidencePackage, made: MadeFile) {
  const { wrappedKey, bytes, sha256, segments, absentSegments, verdict, receivedAt, keep } = made;
  const now = ctx.now();
  // Once is enough: what is missing in the second one, no later checkpoint brings by itself.
  const isMadeAnew =
    claimed.reissueOf === null && verdict.unproven.includes('statements-uncommitted');
  return settle(ctx, {
    id: claimed.id,
    where: sql`${isEvidencePackageOurs(claimed)} and ${evidencePackages.cancelledAt} is null`,
    change: {
      ...SETTLED,
      state: 'made',
      progress: 1000,
      wrappedKey,
      bytes,
      sha256,
      segments,
      absentSegments,
      verdict,
      // What is made anew needs the password once more.
      ...(isMadeAnew ? { uncommittedAt: receivedAt } : { wrappedPassword: null }),
      lastError: null,
      finishedAt: now,
      expiresAt: now + keep,
    },
    action: 'made',
    details: {
      bytes,
      sha256,
      verdict: verdict.outcome,
      ...(absentSegments === 0 ? {} : { segments, absentSegments }),
    },
  });
}

export function settleFailed(ctx: Settling, claimed: ClaimedEvidencePackage, code: ErrorCode) {
  return settle(ctx, {
    id: claimed.id,
    where: isEvidencePackageOurs(claimed),
    change: { ...SETTLED, state: 'failed', lastError: code, finishedAt: ctx.now() },
    action: 'failed',
    details: { code, attempts: claimed.attempts },
  });
}

/** Whoever cancelled it has told so. */
export async function settleCancelled(db: Db, claimed: ClaimedEvidencePackage): Promise<void> {
  await db.update(evidencePackages).set(CANCELLED).where(isEvidencePackageOurs(claimed));
}

/** Those that were cancelled while no process was at them any more. */
export async function settleOrphans(db: Db): Promise<void> {
  await db
    .update(evidencePackages)
    .set(CANCELLED)
    .where(
      sql`state in ('queued', 'running') and cancelled_at is not null
        and (lease_until is null or lease_until < now())`,
    );
}

/** It waits again, and keeps what is finished. A try that says nothing of the package itself, as a restart, is not counted. */
export async function putBack(
  db: Db,
  claimed: ClaimedEvidencePackage,
  { code, afterMs, counts }: { code: ErrorCode | null; afterMs: number; counts: boolean },
): Promise<void> {
  await db
    .update(evidencePackages)
    .set({
      ...AT_REST,
      ...EVIDENCE_PACKAGE_QUEUE.giveBack(afterMs),
      state: 'queued',
      progress: 0,
      lastError: code,
      attempts: counts ? claimed.attempts : claimed.attempts - 1,
    })
    .where(isEvidencePackageOurs(claimed));
}

export interface Settlement {
  readonly id: EvidencePackageId;
  readonly where: SQL | undefined;
  readonly change: Partial<EvidencePackageRow>;
  readonly action: 'made' | 'failed' | 'expired';
  readonly details: Readonly<Record<string, unknown>>;
}

/** Row, custody log and audit log in one transaction. False when the row was no longer as `where` says. */
export function settle({ db, now }: Settling, settlement: Settlement): Promise<boolean> {
  return withTransaction(db, async (tx) => {
    const changed = await tx
      .update(evidencePackages)
      .set(settlement.change)
      .where(settlement.where)
      .returning({ id: evidencePackages.id });
    if (changed.length === 0) return false;
    const { id, action, details } = settlement;
    if (action !== 'expired') {
      await tellRequester(tx, { evidencePackage: id, kind: `package-${action}`, at: now() });
    }
    await tellEvidencePackage(tx, {
      evidencePackage: id,
      at: now(),
      action,
      audited: `evidence-package.${action}`,
      by: null,
      details,
    });
    return true;
  });
}
