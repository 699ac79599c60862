import { segmentBacklog } from '@workcompanion/db/queries/segment-backlog';
import { thumbnailQueue } from '@workcompanion/db/schema/thumbnail-packs';
import type { WorkerEnv } from '../env.ts';
import type { Job, WorkerContext } from '../job.ts';
import { ThumbnailClaims, type ThumbnailMode } from './claim-thumbnails.ts';
import { makeBatch } from './make-batch.ts';
import { makeStrips } from './make-strips.ts';
import { canRender } from './render-thumbnails.ts';
import { finishRemovals } from './thumbnail-objects.ts';

const LOOK_EVERY_MS = 5_000;
/** Where more always waits, the log shall still hear of it. */
const RUN_MS = 60_000;
const STRIPS_EVERY_MS = 15_000;
const LOOK_FOR_FFMPEG_EVERY_MS = 300_000;

/** The jobs that give new segments their thumbnails, and finish what deletions have left. */
export function thumbnailJobs(options: ThumbnailOptions): readonly Job[] {
  if (options.processes === 0) return [finishRemovals];
  const claims = new ThumbnailClaims();
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
      run: async (ctx) => ((await check(ctx)) ? drain(ctx, options, claims) : null),
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
  unchanged: number;
  /** The time of a run was over before the queue was empty. */
  isBehind: boolean;
}

/** Until nothing waits, in as many lanes as there may be processes. Null: there was nothing. */
async function drain(ctx: WorkerContext, options: ThumbnailOptions, claims: ThumbnailClaims) {
  const total: Total = { thumbnails: 0, blank: 0, putOff: 0, unchanged: 0, isBehind: false };
  const lanes = Array.from({ length: options.processes }, () =>
    runLane(ctx, { ...options, claims }, total),
  );
  // All come to rest before the first error counts: else the next run would double the lanes.
  for (const end of await Promise.allSettled(lanes)) {
    if (end.status === 'rejected') throw end.reason;
  }
  const { unchanged, isBehind, ...made } = total;
  if (made.thumbnails + made.blank + made.putOff + unchanged === 0) return null;
  const waiting = isBehind ? (await segmentBacklog(ctx.db, thumbnailQueue)).waiting : null;
  return { ...made, ...(unchanged > 0 && { unchanged }), ...(waiting !== null && { waiting }) };
}

interface Lane extends ThumbnailOptions {
  readonly claims: ThumbnailClaims;
}

async function runLane(ctx: WorkerContext, lane: Lane, total: Total): Promise<void> {
  const until = performance.now() + RUN_MS;
  while (!ctx.stopping.aborted && performance.now() < until) {
    const batch = await makeBatch(ctx, lane, lane.claims);
    if (batch.claimed === 0) return;
    total.thumbnails += batch.thumbnails;
    total.blank += batch.blank;
    total.putOff += batch.putOff;
    total.unchanged += batch.unchanged;
  }
  total.isBehind = true;
}

export interface ThumbnailOptions {
  /** Program name or path. */
  readonly ffmpeg: string;
  /** How many ffmpeg processes work at once in this worker process; 0: it makes no thumbnails. */
  readonly processes: number;
  /** A worker that dies holds its segments so long; ms. */
  readonly leaseMs: number;
  readonly mode: ThumbnailMode;
}

const LEASE_MS = 5 * 60_000;

export function thumbnailOptionsOf(
  env: Pick<WorkerEnv, 'FFMPEG' | 'THUMBNAIL_PROCESSES' | 'THUMBNAIL_MODE'>,
): ThumbnailOptions {
  const { FFMPEG: ffmpeg, THUMBNAIL_PROCESSES: processes, THUMBNAIL_MODE: mode } = env;
  return { ffmpeg, processes, leaseMs: LEASE_MS, mode };
}
