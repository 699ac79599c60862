import { createReadStream } from 'node:fs';
import { type FileHandle, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SegmentDigest } from '@workcompanion/core/crypto/segment-digest';
import { syncFolder } from '@workcompanion/core/files/durable-folder';
import { isMissing } from '@workcompanion/core/files/system-error';
import { SegmentId } from '@workcompanion/core/ids';
import { writeWhole } from '../files/durable-files.ts';
import type { Journal } from '../journal/journal.ts';
import type { Log } from '../log.ts';
import { isNotesName, type SegmentPaths, segmentFileName, segmentPaths } from './segment-file.ts';
import {
  type ClosedFacts,
  readSegmentNotes,
  type SegmentBody,
  type SegmentHead,
  type SegmentNotes,
  type SegmentWrite,
  segmentBody,
} from './segment-notes.ts';

export interface RecoveryContext {
  readonly folder: string;
  readonly journal: Journal;
  readonly bootId: string;
  readonly log: Log;
}

/**
 * At start, finishes and writes down what the last run left open, oldest first. Notes are removed last,
 * so that a kill in between only repeats the work.
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

/** Finds where the next recording of the same display began, if one was about to replace the other. */
function successorStart(heads: readonly (SegmentHead | null)[], own: SegmentHead | null): number {
  const starts = heads.flatMap((head) =>
    head !== null && head.display === own?.display && head.start > own.start ? [head.start] : [],
  );
  return Math.min(...starts);
}

/**
 * Returns when the segment's footage ends, UTC µs; null when it has no whole frame, or was written down
 * before. `limit`: it ends there at the latest.
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
 * Parts that hold no whole frame, or whose notes were lost in a power cut, are renamed and not deleted,
 * unless they are empty.
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

const READ_BYTES = 256 * 1024;

interface InterruptedSegment {
  readonly folder: string;
  readonly segment: SegmentId;
  /** The first frame of the next recording, UTC µs: the last frame here does not last beyond it. */
  readonly limit?: number;
}

/**
 * Finishes a segment whose recording was cut short, without its key: cuts it back to the last write that
 * the file holds whole and whose closing block is in the notes. Null when it has no whole frame. May run
 * twice.
 */
export async function finishInterrupted(
  { folder, segment, limit = Number.POSITIVE_INFINITY }: InterruptedSegment,
  bootId: string,
): Promise<SegmentBody | null> {
  const paths = segmentPaths(folder, segment);
  const notes = readSegmentNotes(await readFile(paths.notes, 'utf8'));
  if (notes === null) return null;
  const facts = (await alreadyNamed(paths, notes)) ?? (await cutAndName(paths, notes, bootId));
  if (facts === null) return null;
  await syncFolder(folder);
  const duration = Math.min(facts.duration, limit - notes.head.start);
  return segmentBody(notes.head, { ...facts, duration, ...(await digestsOf(paths.file)) });
}

/** A file with its final name was closed as its notes say. */
async function alreadyNamed(paths: SegmentPaths, notes: SegmentNotes): Promise<ClosedFacts | null> {
  const size = await sizeIfThere(paths.file);
  if (size === null) return null;
  const write = notes.writes.findLast((candidate) => candidate.size === size);
  return notes.close ?? (write === undefined ? null : interruptedFacts(notes, write));
}

async function cutAndName(
  paths: SegmentPaths,
  notes: SegmentNotes,
  bootId: string,
): Promise<ClosedFacts | null> {
  const size = await sizeIfThere(paths.part);
  if (size === null) return null;
  const write = lastWholeWrite(notes, { size, sameBoot: notes.head.bootId === bootId });
  if (write === undefined) return null;
  const file = await open(paths.part, 'r+');
  try {
    await closeAt(file, write);
  } finally {
    await file.close();
  }
  await rename(paths.part, paths.file);
  return notes.close?.size === write.size ? notes.close : interruptedFacts(notes, write);
}

/** After a power cut only the synced part counts, since the rest may have been in the system's cache. */
function lastWholeWrite(
  { writes }: SegmentNotes,
  { size, sameBoot }: { readonly size: number; readonly sameBoot: boolean },
): SegmentWrite | undefined {
  const synced = Math.max(0, ...writes.map((write) => write.synced));
  const limit = sameBoot ? size : Math.min(size, synced);
  return writes.findLast((write) => write.size <= limit);
}

async function closeAt(file: FileHandle, { size, tail }: SegmentWrite): Promise<void> {
  const closing = Buffer.from(tail, 'hex');
  await file.truncate(size);
  await writeWhole(file, closing, size - closing.length);
  await file.datasync();
}

function interruptedFacts({ head }: SegmentNotes, write: SegmentWrite): ClosedFacts {
  const duration = write.last - head.start + head.framePeriod;
  return { frames: write.frames, duration, recovered: true };
}

async function digestsOf(path: string) {
  const digest = new SegmentDigest();
  for await (const chunk of createReadStream(path, { highWaterMark: READ_BYTES })) {
    digest.update(chunk);
  }
  return digest.finish();
}

async function sizeIfThere(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}
