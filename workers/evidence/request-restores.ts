import { isAppError } from '@workcompanion/core/errors';
import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import { isRestorable, type Restorable } from '@workcompanion/core/storage/restorable';
import { restores } from '@workcompanion/db/schema/restores';
import type { ClaimedExport } from './claim-export.ts';
import type { EvidenceContext } from './evidence-context.ts';
import { readOrder } from './gather/export-order.ts';
import { type ClipSegment, readClipSegments } from './gather/read-clip-segments.ts';

const TIER = 'standard';
const DAYS = 3;
const EXPECTED = 12 * 3_600_000_000;

/** Asks the archive for whatever of the clip must be restored before it can be read. May run twice. */
export async function requestRestores(ctx: EvidenceContext, claimed: ClaimedExport): Promise<void> {
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
        tier: TIER,
        expectedAt: now() + EXPECTED,
      })
      .onConflictDoNothing();
    await archive.restore(key, { days: DAYS, tier: TIER });
  } catch (error) {
    if (!isAppError(error)) throw error;
    log.warn({ err: error, segment: row.id }, 'a restore for an export could not be asked for');
  }
}
