import type { BlobEntry, BlobStore } from '@workcompanion/core/storage/blob-store';
import { BLOB_MARKER_PREFIX } from '@workcompanion/core/storage/store-marker';
import { noteFinding } from '@workcompanion/db/queries/note-finding';
import type { FindingKind } from '@workcompanion/db/schema/integrity-findings';
import { compareListings } from './compare-listings.ts';
import { confirmSuspicion } from './confirm-suspicion.ts';
import { resolveUnconfirmed } from './finding.ts';
import { type IntegrityRun, saveRun } from './integrity-run.ts';
import type { IntegrityWork } from './integrity-work.ts';
import { listCatalogue } from './list-catalogue.ts';

/** What this looks for; `damaged` may also come from reading, and is then cleared by reading only. */
const KINDS: readonly FindingKind[] = ['missing', 'wrong-size', 'orphan', 'undeleted'];
/** By time, not by number: to look at each of many orphans again takes longer than a run may be silent. */
const SAVE_EVERY_MS = 10_000;
/** A bucket that is shared with others may hold any number of orphans: the rest is only counted. */
const MAX_NOTED = 1_000;

/**
 * Compares catalogue and archive both ways, in constant memory. Nothing is mended, and nothing is
 * deleted: an orphan may be the last copy of something. False when it was stopped before its end.
 */
export async function reconcile(work: IntegrityWork, run: IntegrityRun): Promise<boolean> {
  const { db, archive, now } = work;
  const { counts } = run;
  let savedAt = performance.now();
  for await (const { suspicion, bytes } of compareListings(listCatalogue(db), footageOf(archive))) {
    if (!work.mayGoOn()) return false;
    counts.objects += 1;
    counts.bytes += bytes;
    const finding = suspicion && (await confirmSuspicion(work, suspicion));
    if (finding !== null) {
      counts.findings += 1;
      if (counts.findings <= MAX_NOTED) {
        await noteFinding(db, finding, { runId: run.id, at: now() });
      }
    }
    if (performance.now() - savedAt < SAVE_EVERY_MS) continue;
    await saveRun(work, run);
    savedAt = performance.now();
  }
  if (counts.findings <= MAX_NOTED) {
    await resolveUnconfirmed(db, { runId: run.id, at: now(), kinds: KINDS });
  }
  return true;
}

/** All but what marks the archive as ours. */
async function* footageOf(archive: BlobStore): AsyncGenerator<BlobEntry> {
  for await (const entry of archive.list('')) {
    if (!entry.key.startsWith(BLOB_MARKER_PREFIX)) yield entry;
  }
}
