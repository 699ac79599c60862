import { type ErrorCode, isAppError } from '@workcompanion/core/errors';
import { sealedPackageKey } from '@workcompanion/core/evidence/sealed-package';
import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import { isRestorable, type Restorable } from '@workcompanion/core/storage/restorable';
import { evidencePackages } from '@workcompanion/db/schema/evidence-packages';
import { restores } from '@workcompanion/db/schema/restores';
import { and, eq } from 'drizzle-orm';
import type { ClaimedEvidencePackage } from './claim-evidence-package.ts';
import { evidencePackageFailureCode } from './evidence-package-failure-code.ts';
import type { EvidencePackageOptions } from './evidence-package-options.ts';
import { EvidencePackageProgress } from './evidence-package-progress.ts';
import type { EvidenceContext } from './gather/evidence-context.ts';
import { readOrder } from './gather/evidence-package-order.ts';
import { type ClipSegment, readClipSegments } from './gather/read-clip-segments.ts';
import { GivenUp, keepLease, type Lease } from './keep-lease.ts';
import type { FinishedFile, MakePackage } from './make-package.ts';
import { putBack, settleCancelled, settleFailed, settleMade } from './settle-evidence-package.ts';
import { discardWork, workFolderOf } from './work-folder.ts';

const MOST_ATTEMPTS = 4;
const FIRST_RETRY_MS = 15_000;
/** How often footage that the archive restores is looked for. */
const RESTORE_WAIT_MS = 10 * 60_000;
/** Trying again changes nothing. */
const FINAL: ReadonlySet<ErrorCode> = new Set(['not-found', 'range-too-long', 'invalid-input']);

/** After these outcomes the unfinished work is discarded. */
const ENDS: ReadonlySet<EvidencePackageOutcome> = new Set(['made', 'failed', 'cancelled']);

export type EvidencePackageOutcome = 'made' | 'failed' | 'cancelled' | 'put-back' | 'overtaken';

export interface RunOptions extends Pick<EvidencePackageOptions, 'folder' | 'keep' | 'leaseMs'> {
  readonly make: MakePackage;
  readonly stopping: AbortSignal;
  readonly onBeat?: (progress: EvidencePackageProgress) => void;
  /** At every sign of progress. */
  readonly onTold?: (progress: EvidencePackageProgress) => void;
}

/**
 * A claimed package from its claim to whatever becomes of it. What it leaves behind is its package; or
 * what is finished of it, for the next claim.
 */
export async function runEvidencePackage(
  ctx: EvidenceContext,
  claimed: ClaimedEvidencePackage,
  options: RunOptions,
): Promise<EvidencePackageOutcome> {
  const progress = new EvidencePackageProgress(options.onTold);
  const lease = keepLease(ctx.db, claimed, { ...options, progress });
  const outcome = await attempt(ctx, claimed, { options, lease, progress });
  if (ENDS.has(outcome)) await discardWork(ctx.db, options.folder, claimed.id);
  return outcome;
}

interface Attempt {
  readonly options: RunOptions;
  readonly lease: Lease;
  readonly progress: EvidencePackageProgress;
}

async function attempt(
  ctx: EvidenceContext,
  claimed: ClaimedEvidencePackage,
  { options, lease, progress }: Attempt,
): Promise<EvidencePackageOutcome> {
  const { signal } = lease;
  try {
    const folder = workFolderOf(options.folder, claimed.id);
    const file = await options.make({ claimed, folder, progress, signal });
    signal.throwIfAborted();
    await ctx.evidencePackages.adopt(sealedPackageKey(claimed), file.path, signal);
    await lease.end();
    signal.throwIfAborted();
    return await publish(ctx, claimed, { file, options });
  } catch (error) {
    await lease.end();
    return await giveUp(ctx, claimed, signal.aborted ? signal.reason : error);
  } finally {
    await lease.end();
  }
}

/** The package is stored under the claim's own key before its row says so: other claims have others. */
async function publish(
  ctx: EvidenceContext,
  claimed: ClaimedEvidencePackage,
  { file, options }: { readonly file: FinishedFile; readonly options: RunOptions },
): Promise<EvidencePackageOutcome> {
  if (await settleMade(ctx, claimed, { ...file, keep: options.keep })) return 'made';
  return await giveUp(ctx, claimed, new GivenUp(await whyNotMade(ctx, claimed)));
}

async function whyNotMade({ db }: EvidenceContext, { id, lease }: ClaimedEvidencePackage) {
  const [row] = await db
    .select({ cancelledAt: evidencePackages.cancelledAt })
    .from(evidencePackages)
    .where(and(eq(evidencePackages.id, id), eq(evidencePackages.lease, lease)));
  return row?.cancelledAt == null ? 'overtaken' : 'cancelled';
}

async function giveUp(
  ctx: EvidenceContext,
  claimed: ClaimedEvidencePackage,
  error: unknown,
): Promise<EvidencePackageOutcome> {
  if (error instanceof GivenUp) return await leaveOff(ctx, claimed, error.why);
  const code = evidencePackageFailureCode(error);
  const { id, attempts } = claimed;
  if (code === 'restore-needed') {
    await requestRestores(ctx, claimed);
    await putBack(ctx.db, claimed, { code, afterMs: RESTORE_WAIT_MS, counts: false });
    return 'put-back';
  }
  ctx.log.error({ err: error, evidencePackage: id, attempts }, 'a package failed');
  if (FINAL.has(code) || attempts >= MOST_ATTEMPTS) {
    await settleFailed(ctx, claimed, code);
    return 'failed';
  }
  const afterMs = FIRST_RETRY_MS * 2 ** (attempts - 1);
  await putBack(ctx.db, claimed, { code, afterMs, counts: true });
  return 'put-back';
}

async function leaveOff(
  ctx: EvidenceContext,
  claimed: ClaimedEvidencePackage,
  why: GivenUp['why'],
): Promise<EvidencePackageOutcome> {
  if (why === 'overtaken') return 'overtaken';
  if (why === 'cancelled') {
    await settleCancelled(ctx.db, claimed);
    return 'cancelled';
  }
  await putBack(ctx.db, claimed, { code: null, afterMs: 0, counts: false });
  return 'put-back';
}

const RESTORE_TIER = 'standard';
const RESTORE_DAYS = 3;
const RESTORE_EXPECTED = 12 * 3_600_000_000;

/** Asks the archive for whatever of the clip must be restored before it can be read. May run twice. */
async function requestRestores(
  ctx: EvidenceContext,
  claimed: ClaimedEvidencePackage,
): Promise<void> {
  const { archive } = ctx;
  if (archive === null || !isRestorable(archive)) return;
  const { clip } = await readOrder(ctx.db, claimed.id);
  const { footageFrom: from, footageTo: to } = clip;
  for (const place of clip.displays) {
    for (const row of await readClipSegments(ctx.db, { ...place, from, to })) {
      if (row.state === 'cold') await request(ctx, archive, { row, claimed });
    }
  }
}

async function request(
  { db, now, log }: EvidenceContext,
  archive: Restorable,
  { row, claimed }: { readonly row: ClipSegment; readonly claimed: ClaimedEvidencePackage },
): Promise<void> {
  const key = segmentObjectKey(row);
  try {
    if ((await archive.restoreState(key)).kind !== 'frozen') return;
    // The row first: what the archive was not told before a crash, the portal's next look tells it.
    await db
      .insert(restores)
      .values({
        segmentId: row.id,
        requestedBy: claimed.requestedBy,
        requestedAt: now(),
        tier: RESTORE_TIER,
        expectedAt: now() + RESTORE_EXPECTED,
      })
      .onConflictDoNothing();
    await archive.restore(key, { days: RESTORE_DAYS, tier: RESTORE_TIER });
  } catch (error) {
    if (!isAppError(error)) throw error;
    log.warn({ err: error, segment: row.id }, 'a restore for a package could not be asked for');
  }
}
