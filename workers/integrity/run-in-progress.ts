import { type ErrorCode, isAppError } from '@workcompanion/core/errors';
import { appendAuditEntry, SYSTEM_ACTOR } from '@workcompanion/db/audit/append-audit-entry';
import { type IntegrityRunKind, integrityRuns } from '@workcompanion/db/schema/integrity-runs';
import { withTransaction } from '@workcompanion/db/transaction';
import { desc, eq, sql } from 'drizzle-orm';
import type { Logger } from 'pino';
import type { PlayContext } from './play-object.ts';

/** µs. A run that has not moved for so long is dead. */
const DEAD_AFTER = 10 * 60_000_000;

interface RunCounts {
  objects: number;
  bytes: number;
  skipped: number;
  findings: number;
}

export interface RunInProgress {
  readonly id: number;
  readonly counts: RunCounts;
}

export type RunRow = typeof integrityRuns.$inferSelect;

/**
 * Begins a run unless another process is at one, or `isDone` says so of the last that ended. The lock
 * lets one process decide at a time.
 */
export async function beginRun(
  { db, now }: Pick<IntegrityWork, 'db' | 'now'>,
  kind: IntegrityRunKind,
  isDone: (last: RunRow) => boolean,
): Promise<RunInProgress | null> {
  return withTransaction(db, async (tx) => {
    await tx.execute(sql`lock table ${integrityRuns} in share row exclusive mode`);
    const at = now();
    const [last] = await tx
      .select()
      .from(integrityRuns)
      .where(eq(integrityRuns.kind, kind))
      .orderBy(desc(integrityRuns.startedAt))
      .limit(1);
    const isBusy = last?.endedAt === null && last.updatedAt > at - DEAD_AFTER;
    const isEnded = last !== undefined && last.endedAt !== null && isDone(last);
    if (isBusy || isEnded) return null;
    const [run] = await tx
      .insert(integrityRuns)
      .values({ kind, startedAt: at, updatedAt: at })
      .returning({ id: integrityRuns.id });
    return run ? { id: run.id, counts: { objects: 0, bytes: 0, skipped: 0, findings: 0 } } : null;
  });
}

export async function saveRun(
  { db, now }: Pick<IntegrityWork, 'db' | 'now'>,
  run: RunInProgress,
): Promise<void> {
  await db
    .update(integrityRuns)
    .set({ ...run.counts, updatedAt: now() })
    .where(eq(integrityRuns.id, run.id));
}

/** With findings, the audit log is told and the log cries. */
export async function endRun(
  { db, now, log }: Pick<IntegrityWork, 'db' | 'now' | 'log'>,
  run: RunInProgress,
  { kind, error }: { readonly kind: IntegrityRunKind; readonly error: unknown },
): Promise<void> {
  const at = now();
  const { id, counts } = run;
  const lastError: ErrorCode | null =
    error === null ? null : isAppError(error) ? error.code : 'internal';
  await withTransaction(db, async (tx) => {
    await tx
      .update(integrityRuns)
      .set({ ...counts, updatedAt: at, endedAt: at, lastError })
      .where(eq(integrityRuns.id, id));
    if (counts.findings === 0) return;
    await appendAuditEntry(tx, SYSTEM_ACTOR, {
      at,
      action: 'integrity.alarm',
      entityType: 'integrity-run',
      entityId: String(id),
      details: { kind, ...counts },
    });
  });
  if (counts.findings > 0) {
    log.error({ run: id, kind, ...counts }, 'what is kept is not as it should be');
  }
}

/** What the checks reach the world through. */
export interface IntegrityWork extends PlayContext {
  readonly log: Logger;
  /** UTC µs. */
  readonly now: () => number;
  /** A long run ends at its next safe point. */
  readonly mayGoOn: () => boolean;
}
