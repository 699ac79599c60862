import { type ErrorCode, isAppError } from '@workcompanion/core/errors';
import { sealedPackagePath } from '@workcompanion/core/evidence/sealed-package';
import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import { renameDurably } from '@workcompanion/core/storage/durable-folder';
import { isRestorable, type Restorable } from '@workcompanion/core/storage/restorable';
import { exports } from '@workcompanion/db/schema/exports';
import { restores } from '@workcompanion/db/schema/restores';
import { and, eq } from 'drizzle-orm';
import type { ClaimedExport } from './claim-export.ts';
import { exportFailureCode } from './export-failure-code.ts';
import type { ExportOptions } from './export-options.ts';
import { ExportProgress } from './export-progress.ts';
import type { EvidenceContext } from './gather/evidence-context.ts';
import { readOrder } from './gather/export-order.ts';
import { type ClipSegment, readClipSegments } from './gather/read-clip-segments.ts';
import { GivenUp, keepLease, type Lease } from './keep-lease.ts';
import type { FinishedFile, MakePackage } from './make-package.ts';
import { putBack, settleCancelled, settleFailed, settleMade } from './settle-export.ts';
import { discardWork, workFolderOf } from './work-folder.ts';

const MOST_ATTEMPTS = 4;
const FIRST_RETRY_MS = 15_000;
/** How often footage that the archive restores is looked for. */
const RESTORE_WAIT_MS = 10 * 60_000;
/** Trying again changes nothing. */
const FINAL: ReadonlySet<ErrorCode> = new Set(['not-found', 'range-too-long', 'invalid-input']);

/** After these outcomes the unfinished work is discarded. */
const ENDS: ReadonlySet<ExportOutcome> = new Set(['made', 'failed', 'cancelled']);

export type ExportOutcome = 'made' | 'failed' | 'cancelled' | 'put-back' | 'overtaken';

export interface RunOptions extends Pick<ExportOptions, 'folder' | 'keep' | 'leaseMs'> {
  readonly make: MakePackage;
  readonly stopping: AbortSignal;
  readonly onBeat?: (progress: ExportProgress) => void;
  /** At every sign of progress. */
  readonly onTold?: (progress: ExportProgress) => void;
}

/**
 * A claimed export from its claim to whatever becomes of it. What it leaves behind is its package; or
 * what is finished of it, for the next claim.
 */
export async function runExport(
  ctx: EvidenceContext,
  claimed: ClaimedExport,
  options: RunOptions,
): Promise<ExportOutcome> {
  const progress = new ExportProgress(options.onTold);
  const lease = keepLease(ctx.db, claimed, { ...options, progress });
  const outcome = await attempt(ctx, claimed, { options, lease, progress });
  if (ENDS.has(outcome)) await discardWork(ctx.db, options.folder, claimed.id);
  return outcome;
}

interface Attempt {
  readonly options: RunOptions;
  readonly lease: Lease;
  readonly progress: ExportProgress;
}

async function attempt(
  ctx: EvidenceContext,
  claimed: ClaimedExport,
  { options, lease, progress }: Attempt,
): Promise<ExportOutcome> {
  const { signal } = lease;
  try {
    const folder = workFolderOf(options.folder, claimed.id);
    const file = await options.make({ claimed, folder, progress, signal });
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

/** The file takes its name while the row is ours: no other claim can have one there that counts. */
async function publish(
  ctx: EvidenceContext,
  claimed: ClaimedExport,
  { file, options }: { readonly file: FinishedFile; readonly options: RunOptions },
): Promise<ExportOutcome> {
  const target = sealedPackagePath(options.folder, claimed.id);
  let isNamed = false;
  const { keep } = options;
  const isMade = await settleMade(ctx, claimed, {
    ...file,
    keep,
    place: async () => {
      if (!isNamed) await renameDurably(file.path, target);
      isNamed = true;
    },
  });
  if (isMade) return 'made';
  return await giveUp(ctx, claimed, new GivenUp(await whyNotMade(ctx, claimed)));
}

async function whyNotMade({ db }: EvidenceContext, { id, lease }: ClaimedExport) {
  const [row] = await db
    .select({ cancelledAt: exports.cancelledAt })
    .from(exports)
    .where(and(eq(exports.id, id), eq(exports.lease, lease)));
  return row?.cancelledAt == null ? 'overtaken' : 'cancelled';
}

async function giveUp(
  ctx: EvidenceContext,
  claimed: ClaimedExport,
  error: unknown,
): Promise<ExportOutcome> {
  if (error instanceof GivenUp) return await leaveOff(ctx, claimed, error.why);
  const code = exportFailureCode(error);
  const { id, attempts } = claimed;
  if (code === 'restore-needed') {
    await requestRestores(ctx, claimed);
    await putBack(ctx.db, claimed, { code, afterMs: RESTORE_WAIT_MS, counts: false });
    return 'put-back';
  }
  ctx.log.error({ err: error, export: id, attempts }, 'an export failed');
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
  claimed: ClaimedExport,
  why: GivenUp['why'],
): Promise<ExportOutcome> {
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
async function requestRestores(ctx: EvidenceContext, claimed: ClaimedExport): Promise<void> {
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
  { row, claimed }: { readonly row: ClipSegment; readonly claimed: ClaimedExport },
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
    log.warn({ err: error, segment: row.id }, 'a restore for an export could not be asked for');
  }
}
