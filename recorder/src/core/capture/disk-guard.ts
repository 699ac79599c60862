import { statfs } from 'node:fs/promises';
import type { StoragePolicy } from '@workcompanion/core/protocol/policy';
import type { z } from 'zod';

/** Recording goes on when this much of the quota is free again, and not at the first byte. */
const RESUME_SHARE = 0.9;
const RESUME_FREE_BYTES = 32 * 1024 * 1024;

export interface DiskUse {
  /** What the recorder keeps: everything not yet uploaded, and what is being written. */
  readonly storedBytes: number;
  readonly freeBytes: number;
}

/** Whether recording must stop, or stay stopped. What is not uploaded is never deleted. */
export function isDiskFull(
  wasFull: boolean,
  { storedBytes, freeBytes }: DiskUse,
  { quotaBytes, minimumFreeBytes }: z.infer<typeof StoragePolicy>,
): boolean {
  if (!wasFull) return storedBytes >= quotaBytes || freeBytes < minimumFreeBytes;
  return (
    storedBytes > quotaBytes * RESUME_SHARE || freeBytes < minimumFreeBytes + RESUME_FREE_BYTES
  );
}

/** For a user who is not root. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
