import { isAppError } from '@workcompanion/core/errors';
import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import type { Db } from '@workcompanion/db/client';
import { noteFinding } from '@workcompanion/db/queries/note-finding';
import { dataKeys } from '@workcompanion/db/schema/data-keys';
import { integrityChecks } from '@workcompanion/db/schema/integrity-checks';
import { segments } from '@workcompanion/db/schema/segments';
import { eq } from 'drizzle-orm';
import { drawSample } from './draw-sample.ts';
import { resolveOfObject } from './finding.ts';
import { type IntegrityRun, type IntegrityWork, saveRun } from './integrity-run.ts';
import { type Played, playObject, type SampledSegment } from './play-object.ts';

export interface SampleWish {
  readonly objects: number;
  /** No further object is begun once so many bytes were read. */
  readonly bytes: number;
}

/** Plays archived objects drawn at random, and writes down each answer. */
export async function checkSample(
  work: IntegrityWork,
  run: IntegrityRun,
  wish: SampleWish,
): Promise<void> {
  for (const segment of await drawSample(work.db, wish.objects)) {
    if (!work.mayGoOn() || run.counts.bytes >= wish.bytes) return;
    await checkOne(work, run, segment);
    await saveRun(work, run);
  }
}

async function checkOne(
  work: IntegrityWork,
  run: IntegrityRun,
  segment: SampledSegment,
): Promise<void> {
  const played = await playOrSkip(work, segment);
  if (played === null) {
    run.counts.skipped += 1;
    return;
  }
  run.counts.bytes += played.bytes;
  // Deleted by a rule while it was looked at: then it says nothing of the archive.
  if (played.outcome !== 'playable' && !(await isKept(work.db, segment))) return;
  run.counts.objects += 1;
  await note(work, run, segment, played);
}

/** Null: the store did not answer, or the object must be restored first. That is no loss. */
async function playOrSkip(work: IntegrityWork, segment: SampledSegment): Promise<Played | null> {
  try {
    return await playObject(work, segment);
  } catch (err) {
    if (!isAppError(err)) throw err;
    work.log.warn({ err, segment: segment.id }, 'an archived object could not be checked');
    return null;
  }
}

async function note(
  { db, now }: IntegrityWork,
  run: IntegrityRun,
  segment: SampledSegment,
  { outcome, bytes }: Played,
): Promise<void> {
  const at = now();
  await db
    .insert(integrityChecks)
    .values({ runId: run.id, segmentId: segment.id, at, outcome, bytes });
  const objectKey = segmentObjectKey(segment);
  if (outcome === 'playable') {
    await resolveOfObject(db, objectKey, at);
    return;
  }
  run.counts.findings += 1;
  const finding = {
    kind: outcome,
    objectKey,
    segmentId: segment.id,
    expectedBytes: segment.bytes,
    foundBytes: outcome === 'missing' || outcome === 'keyless' ? null : bytes,
  };
  await noteFinding(db, finding, { runId: run.id, at });
}

/** A rule that deletes it destroys the key a minute before it marks the row. */
async function isKept(db: Db, { id }: SampledSegment): Promise<boolean> {
  const [row] = await db
    .select({ state: segments.state, deletionId: dataKeys.deletionId })
    .from(segments)
    .leftJoin(dataKeys, eq(dataKeys.id, segments.keyId))
    .where(eq(segments.id, id));
  const isArchived = row?.state === 'archived' || row?.state === 'cold';
  return isArchived && row.deletionId === null;
}
