import { statfs } from 'node:fs/promises';
import { AppError } from '@workcompanion/core/errors';
import type { ServerConfig } from '../config.ts';

const RETRY_AFTER_SECONDS = 60;

/** Throws `storage-full` while the hot disk could not hold `bytes` more and keep its reserve. */
export async function assertSpace(
  { hotDir, hotMinimumFreeBytes }: Pick<ServerConfig, 'hotDir' | 'hotMinimumFreeBytes'>,
  bytes: number,
): Promise<void> {
  const disk = await statfs(/*turbopackIgnore: true*/ hotDir);
  if (disk.bavail * disk.bsize - bytes >= hotMinimumFreeBytes) return;
  throw new AppError('storage-full', 'The disk of the server is nearly full: try again later.', {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
}
