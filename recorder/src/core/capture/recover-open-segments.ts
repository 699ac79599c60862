import { readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SegmentId } from '@workcompanion/core/ids';
import type { Journal } from '../journal/journal.ts';
import type { Log } from '../log.ts';
import { finishInterrupted } from './finish-interrupted.ts';
import { readSegmentNotes, type SegmentHead } from './segment-notes.ts';
import { isNotesName, segmentFileName, segmentPaths } from './segment-paths.ts';

export interface RecoveryContext {
  readonly folder: string;
  readonly journal: Journal;
  readonly bootId: string;
  readonly log: Log;
}

/**
 * At start: whatever the run before left open is finished and written down, oldest first. Notes are
 * removed last, so that a kill in between only repeats the work.
 */
export async function recoverOpenSegments(context: RecoveryContext): Promise<void> {
  const names = (await readdir(context.folder)).filter(isNotesName).sort();
  const segments = names.flatMap(
    (name) => SegmentId.safeParse(name.slice(0, name.indexOf('.'))).data ?? [],
  );
  const heads = await Promise.all(segments.map((segment) => readHead(context.folder, segment)));
  for (const [index, segment] of segments.entries()) {
    await recoverSegment(context, segment, successorStart(heads, heads[index] ?? null));
  }
  await setAsideStrays(context);
}

async function readHead(folder: string, segment: SegmentId): Promise<SegmentHead | null> {
  const text = await readFile(segmentPaths(folder, segment).notes, 'utf8');
  return readSegmentNotes(text)?.head ?? null;
}

/** Two recordings of a display were open when one was about to give way to the other. */
function successorStart(heads: readonly (SegmentHead | null)[], own: SegmentHead | null): number {
  const starts = heads.flatMap((head) =>
    head !== null && head.display === own?.display && head.start > own.start ? [head.start] : [],
  );
  return Math.min(...starts);
}

/**
 * When the segment's footage ends, UTC µs; null when it has no whole frame, or was written down.
 * `limit`: it ends there at the latest.
 */
export async function recoverSegment(
  { folder, journal, bootId, log }: RecoveryContext,
  segment: SegmentId,
  limit = Number.POSITIVE_INFINITY,
): Promise<number | null> {
  const file = segmentFileName(segment);
  const known = journal.hasFile(file);
  const body = known ? null : await finishInterrupted({ folder, segment, limit }, bootId);
  if (body !== null) {
    await journal.append({ body, file });
    log.info({ segment }, 'finished an interrupted segment');
  }
  await rm(segmentPaths(folder, segment).notes, { force: true });
  return body === null ? null : body.start + body.duration;
}

/**
 * Parts that hold no whole frame, or whose notes a power cut took: kept out of the way, and not
 * deleted, unless there is nothing in them.
 */
async function setAsideStrays({ folder, log }: RecoveryContext): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.part')) continue;
    const path = join(folder, name);
    if ((await stat(path)).size === 0) {
      await rm(path);
      continue;
    }
    await rename(path, `${path}.unusable`);
    log.warn({ file: name }, 'an interrupted segment holds no whole frame');
  }
}
