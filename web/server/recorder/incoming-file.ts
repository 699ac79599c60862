import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rm, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { DeviceId, SegmentId } from '@workcompanion/core/ids';
import { RESUMABLE_BYTES } from '@workcompanion/core/protocol/routes';
import { INCOMING_FOLDER } from '@workcompanion/core/storage/folder-store';
import { systemErrorCode } from '@workcompanion/core/storage/system-error';

export interface IncomingSegment {
  readonly device: DeviceId;
  readonly segment: SegmentId;
  readonly bytes: number;
}

/** What an attempt that ended early has left of a body. */
export interface KeptPart {
  readonly path: string;
  readonly bytes: number;
}

export function isResumable({ bytes }: { readonly bytes: number }): boolean {
  return bytes > RESUMABLE_BYTES;
}

/**
 * Where this attempt writes the body. No other ever writes there, whichever node it runs on; those at
 * a large body lie in one folder, so that the next one finds them.
 */
export function incomingPath(hotDir: string, segment: IncomingSegment): string {
  if (isResumable(segment)) return join(partsFolder(hotDir, segment), randomUUID());
  return join(/*turbopackIgnore: true*/ hotDir, INCOMING_FOLDER, `once-${randomUUID()}`);
}

/** The longest of what is kept of a large body; it may still grow. Null when nothing is. */
export async function keptPart(
  hotDir: string,
  segment: Pick<IncomingSegment, 'device' | 'segment'>,
): Promise<KeptPart | null> {
  const folder = partsFolder(hotDir, segment);
  let longest: KeptPart | null = null;
  for (const name of (await ifThere(readdir(folder))) ?? []) {
    const path = join(/*turbopackIgnore: true*/ folder, name);
    const bytes = (await ifThere(stat(path)))?.size ?? 0;
    if (bytes > (longest?.bytes ?? 0)) longest = { path, bytes };
  }
  return longest;
}

/** A new file, to be written by whoever opened it alone. */
export async function openIncoming(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx', 0o600);
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT') throw error;
    // Not those above: a hot folder that is not there is not mounted.
    const folder = dirname(path);
    if (basename(folder) !== INCOMING_FOLDER) await mkdir(dirname(folder)).catch(unlessThere);
    await mkdir(folder).catch(unlessThere);
    return await open(path, 'wx', 0o600);
  }
}

/** Discards the file of this attempt. */
export async function discardIncoming(path: string): Promise<void> {
  await ifThere(unlink(path));
}

/** Discards the files of all attempts at the same segment. */
export function discardAllIncoming(path: string, segment: IncomingSegment): Promise<void> {
  if (!isResumable(segment)) return discardIncoming(path);
  return rm(dirname(path), { recursive: true, force: true });
}

async function ifThere<T>(promise: Promise<T>): Promise<T | null> {
  try {
    return await promise;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

function unlessThere(error: unknown): void {
  if (systemErrorCode(error) !== 'EEXIST') throw error;
}

function partsFolder(
  hotDir: string,
  { device, segment }: Pick<IncomingSegment, 'device' | 'segment'>,
): string {
  return join(/*turbopackIgnore: true*/ hotDir, INCOMING_FOLDER, `part-${device}-${segment}`);
}
