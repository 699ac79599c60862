import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeviceId, SegmentId } from '@workcompanion/core/ids';
import { RESUMABLE_BYTES } from '@workcompanion/core/protocol/routes';
import { systemErrorCode } from '@workcompanion/core/storage/system-error';

/** Below the hot folder, and so on its file system: a finished file is adopted by a rename. */
export const INCOMING_FOLDER = '.incoming';

interface IncomingSegment {
  readonly device: DeviceId;
  readonly segment: SegmentId;
  readonly bytes: number;
}

export function isResumable({ bytes }: { readonly bytes: number }): boolean {
  return bytes > RESUMABLE_BYTES;
}

/** Where the body is written. That of a large one is found again by device and segment. */
export function incomingPath(hotDir: string, segment: IncomingSegment): string {
  const name = isResumable(segment) ? partialName(segment) : `once-${randomUUID()}`;
  return join(/*turbopackIgnore: true*/ hotDir, INCOMING_FOLDER, name);
}

/** How much of a large body is kept; 0 when nothing is. */
export async function keptBytes(
  hotDir: string,
  segment: Pick<IncomingSegment, 'device' | 'segment'>,
): Promise<number> {
  try {
    const path = join(/*turbopackIgnore: true*/ hotDir, INCOMING_FOLDER, partialName(segment));
    return (await stat(path)).size;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return 0;
    throw error;
  }
}

/** Opened to be read from its beginning and written at its end. */
export function openIncoming(path: string, offset: number): Promise<FileHandle> {
  return open(path, offset > 0 ? 'a+' : 'w+', 0o600);
}

export function discardIncoming(path: string): Promise<void> {
  return rm(path, { force: true });
}

function partialName({ device, segment }: Pick<IncomingSegment, 'device' | 'segment'>): string {
  return `part-${device}-${segment}`;
}
