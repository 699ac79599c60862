import type { WorkerEnv } from '../env.ts';
import type { Job, WorkerContext } from '../job.ts';
import { finishRemovals } from './finish-removal.ts';
import { makeBatch } from './make-batch.ts';
import { makeStrips } from './make-strips.ts';
import { canRender } from './render-thumbnails.ts';

const LOOK_EVERY_MS = 5_000;
/** Where more always waits, the log shall still hear of it. */
const RUN_MS = 60_000;
const STRIPS_EVERY_MS = 15_000;
const LOOK_FOR_FFMPEG_EVERY_MS = 300_000;

/** The jobs that give new segments their thumbnails, and finish what deletions have left. */
export function thumbnailJobs(options: ThumbnailOptions): readonly Job[] {
  if (options.processes === 0) return [finishRemovals];
  let usableAgainAt = 0;
  let isUsable = false;
  const check = async ({ log }: WorkerContext): Promise<boolean> => {
    if (isUsable || performance.now() < usableAgainAt) return isUsable;
    isUsable = await canRender(options.ffmpeg);
    usableAgainAt = performance.now() + LOOK_FOR_FFMPEG_EVERY_MS;
    if (!isUsable) {
      log.error(
        { ffmpeg: options.ffmpeg },
        'no thumbnails for the timeline: ffmpeg is missing, or has neither H.264 nor WebP (FFMPEG)',
      );
    }
    return isUsable;
  };
  return [
    {
      name: 'make-thumbnails',
      everyMs: LOOK_EVERY_MS,
      run: async (ctx) => ((await check(ctx)) ? drain(ctx, options) : null),
    },
    {
      name: 'make-thumbnail-strips',
      everyMs: STRIPS_EVERY_MS,
      run: async (ctx) => {
        const strips = (await check(ctx)) ? await makeStrips(ctx, options.ffmpeg) : 0;
        return strips > 0 ? { strips } : null;
      },
    },
    finishRemovals,
  ];
}

interface Total {
  thumbnails: number;
  blank: number;
  putOff: number;
}

/** Until nothing waits, in as many lanes as there may be processes. Null: there was nothing. */
async function drain(ctx: WorkerContext, options: ThumbnailOptions) {
  const total: Total = { thumbnails: 0, blank: 0, putOff: 0 };
  const lanes = Array.from({ length: options.processes }, () => runLane(ctx, options, total));
  // All come to rest before the first error counts: else the next run would double the lanes.
  for (const end of await Promise.allSettled(lanes)) {
    if (end.status === 'rejected') throw end.reason;
  }
  return total.thumbnails + total.blank + total.putOff === 0 ? null : { ...total };
}

async function runLane(ctx: WorkerContext, options: ThumbnailOptions, total: Total): Promise<void> {
  const until = performance.now() + RUN_MS;
  while (!ctx.stopping.aborted && performance.now() < until) {
    const batch = await makeBatch(ctx, options);
    if (batch.claimed === 0) return;
    total.thumbnails += batch.thumbnails;
    total.blank += batch.blank;
    total.putOff += batch.putOff;
  }
}

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
