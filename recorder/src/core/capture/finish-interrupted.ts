import { createReadStream } from 'node:fs';
import { type FileHandle, open, readFile, rename, stat } from 'node:fs/promises';
import { SegmentDigest } from '@workcompanion/core/crypto/segment-digest';
import type { SegmentId } from '@workcompanion/core/ids';
import { syncFolder } from '../files/sync-folder.ts';
import { isMissing } from '../files/system-code.ts';
import { writeWhole } from '../files/write-whole.ts';
import { type ClosedFacts, type SegmentBody, segmentBody } from './segment-body.ts';
import { readSegmentNotes, type SegmentNotes, type SegmentWrite } from './segment-notes.ts';
import { type SegmentPaths, segmentPaths } from './segment-paths.ts';

const READ_BYTES = 256 * 1024;

export interface InterruptedSegment {
  readonly folder: string;
  readonly segment: SegmentId;
  /** A successor's first frame, UTC µs: the last one here does not last beyond it. */
  readonly limit?: number;
}

/**
 * Finishes a segment whose recording was cut short, without its key: back to the last write that
 * the file holds whole, whose closing block is in the notes. Null when it has no whole frame.
 * May run twice.
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

/** It has its final name, so all that the notes promise of its end is true. */
async function alreadyNamed(paths: SegmentPaths, notes: SegmentNotes): Promise<ClosedFacts | null> {
  const size = await sizeOf(paths.file);
  if (size === null) return null;
  const write = notes.writes.findLast((candidate) => candidate.size === size);
  return notes.close ?? (write === undefined ? null : interruptedFacts(notes, write));
}

async function cutAndName(
  paths: SegmentPaths,
  notes: SegmentNotes,
  bootId: string,
): Promise<ClosedFacts | null> {
  const size = await sizeOf(paths.part);
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

/** What the machine's own cache held is gone with a power cut: then only the synced part counts. */
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

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}
