import type { WorkerEnv } from '../env.ts';

export interface ThumbnailOptions {
  /** Program name or path. */
  readonly ffmpeg: string;
  /** How many ffmpeg processes work at once in this worker process; 0: it makes no thumbnails. */
  readonly processes: number;
  /** A worker that dies holds its segments so long; ms. */
  readonly leaseMs: number;
}

const LEASE_MS = 5 * 60_000;

export function thumbnailOptionsOf(
  env: Pick<WorkerEnv, 'FFMPEG' | 'THUMBNAIL_PROCESSES'>,
): ThumbnailOptions {
  return { ffmpeg: env.FFMPEG, processes: env.THUMBNAIL_PROCESSES, leaseMs: LEASE_MS };
}
