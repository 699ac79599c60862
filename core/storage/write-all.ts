import type { FileHandle } from 'node:fs/promises';
import { AppError } from '../errors.ts';
import { systemErrorCode } from './system-error.ts';

/** Writes pieces to where the file stands, all of them. Throws `storage-full` on a full disk. */
export async function writeAll(file: FileHandle, pieces: readonly Uint8Array[]): Promise<void> {
  const bytes = pieces.reduce((sum, { length }) => sum + length, 0);
  try {
    const { bytesWritten } = await file.writev([...pieces]);
    // The kernel may take less, as on a disk that is nearly full.
    if (bytesWritten < bytes) await file.writeFile(Buffer.concat(pieces).subarray(bytesWritten));
  } catch (cause) {
    const full = ['ENOSPC', 'EDQUOT'].includes(systemErrorCode(cause) ?? '');
    throw full ? new AppError('storage-full', 'the disk of the store is full', { cause }) : cause;
  }
}
