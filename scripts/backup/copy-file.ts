import { createReadStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { makeFolder, syncFolder } from '@workcompanion/core/files/durable-folder';
import { type Measured, writeMeasured } from '@workcompanion/core/storage/write-measured';

/** A single copy would spend most of its time waiting for a disk to sync. */
export const COPIES_AT_ONCE = 4;
const READ_BYTES = 1024 * 1024;

/**
 * Copies the first `bytes` bytes. The new name appears when its content is on the disk for good, and
 * `check` has let it pass.
 */
export async function copyFile(
  from: string,
  to: string,
  { bytes, check }: { readonly bytes: number; readonly check?: (copied: Measured) => void },
): Promise<Measured> {
  const unfinished = join(dirname(to), `.unfinished-${basename(to)}`);
  await makeFolder(dirname(to));
  try {
    const copied = await writeMeasured(unfinished, firstBytes(from, bytes));
    check?.(copied);
    await rename(unfinished, to);
    await syncFolder(dirname(to));
    return copied;
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function* firstBytes(path: string, bytes: number): AsyncGenerator<Uint8Array> {
  if (bytes > 0) yield* createReadStream(path, { end: bytes - 1, highWaterMark: READ_BYTES });
}
