import { isAppError } from '@workcompanion/core/errors';
import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import type { Db } from '@workcompanion/db/client';
import { noteFinding } from '@workcompanion/db/queries/note-finding';
import { dataKeys } from '@workcompanion/db/schema/data-keys';
import { integrityChecks } from '@workcompanion/db/schema/integrity-runs';
import { OBJECT_KEY_COLUMNS, segments } from '@workcompanion/db/schema/segments';
import { eq, sql } from 'drizzle-orm';
import { resolveOfObject } from './finding.ts';
import { type Played, playObject, type SampledSegment } from './play-object.ts';
import { type IntegrityWork, type RunInProgress, saveRun } from './run-in-progress.ts';

export interface SampleWish {
  readonly objects: number;
  /** No further object is begun once so many bytes were read. */
  readonly bytes: number;
}

/** Plays archived objects drawn at random, and writes down each answer. */
export async function checkSample(
  work: IntegrityWork,
  run: RunInProgress,
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
  run: RunInProgress,
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
  run: RunInProgress,
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

/** Rows are looked at so many times as many as are wanted: neighbours in one block are kin. */
const SPREAD = 50;

/**
 * Archived segments drawn at random over all months, without a walk through them: some blocks of the
 * table are drawn first, and of their rows some. More blocks when these hold too few.
 */
export async function drawSample(db: Db, count: number): Promise<SampledSegment[]> {
  const rows = await estimateRows(db);
  for (let percent = Math.min(100, (100 * SPREAD * count) / rows); ; percent *= 10) {
    const drawn = await draw(db, count, Math.min(100, percent));
    if (drawn.length === count || percent >= 100) return drawn;
  }
}

/** As the last analysis counted; small tables are not counted, and cost nothing. */
async function estimateRows(db: Db): Promise<number> {
  const { rows } = await db.execute<{ rows: string | null }>(sql`
    select sum(greatest(child.reltuples, 0)) as rows from pg_inherits
    join pg_class child on child.oid = inhrelid where inhparent = 'segments'::regclass`);
  return Math.max(1, Number(rows[0]?.rows ?? 0));
}

/** In the order in which they were drawn. */
async function draw(db: Db, count: number, percent: number): Promise<SampledSegment[]> {
  const drawn = await db.execute<{ id: string }>(sql`
    select id from segments tablesample system (${percent})
    where state in ('archived', 'cold') order by random() limit ${count}`);
  const ids = drawn.rows.map(({ id }) => id);
  const rows = await db
    .select({
      ...OBJECT_KEY_COLUMNS,
      bytes: segments.bytes,
      keyId: segments.keyId,
      iv: segments.iv,
      hasOwnKey: segments.hasOwnKey,
    })
    .from(segments)
    .where(sql`id = any(${sql.param(ids)}::uuid[])`);
  const order = new Map(ids.map((id, place): [string, number] => [id, place]));
  return rows.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
}
