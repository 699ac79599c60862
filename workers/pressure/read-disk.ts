import { mkdir, statfs } from 'node:fs/promises';

export interface DiskSpace {
  /** What we may fill. */
  readonly freeBytes: number;
  readonly totalBytes: number;
}

/** The file system of a folder, which is made where the first upload has not made it yet. */
export async function readDisk(folder: string): Promise<DiskSpace> {
  await mkdir(folder, { recursive: true });
  const { bavail, blocks, bsize } = await statfs(folder);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}
