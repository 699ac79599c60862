import { statfs } from 'node:fs/promises';

export interface DiskSpace {
  /** What we may fill. */
  readonly freeBytes: number;
  readonly totalBytes: number;
}

/** The file system of a folder. */
export async function readDisk(folder: string): Promise<DiskSpace> {
  const { bavail, blocks, bsize } = await statfs(/*turbopackIgnore: true*/ folder);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}
