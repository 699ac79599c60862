import { localClock } from '@workcompanion/core/schedule/local-clock';
import { CacheFolder } from '@workcompanion/core/storage/cold-cache/cache-folder';
import { sendNotice } from '@workcompanion/db/notices';
import type { Job, WorkerContext } from '../job.ts';
import { PROCESS_NAME } from '../process-name.ts';
import { deleteThumbnails } from '../thumbnails/delete-thumbnails.ts';
import { carryOutRequests } from './carry-out-requests.ts';
import { finishDeletions } from './finish-deletions.ts';
import { type RetentionWork, storePlace } from './retention-work.ts';
import { runNight } from './run-night.ts';

const EVERY_MS = 60_000;
/** µs. See `RetentionWork.settle`. */
const SETTLE = 60_000_000;

export interface RetentionOptions {
  /** Minutes since midnight: not before, each day. */
  readonly at: number;
  readonly timeZone: string;
  /** Where the portal keeps copies of archived footage. */
  readonly cacheDir: string;
  readonly settle?: number;
}

/**
 * Keys first, at night and once; whatever must follow a destroyed key, at any time, until it is done.
 * Any process may do either, and be killed at any point of it.
 */
export function retentionJob({ at, timeZone, cacheDir, settle = SETTLE }: RetentionOptions): Job {
  const cache = new CacheFolder(cacheDir);
  return {
    name: 'retention',
    everyMs: EVERY_MS,
    run: async (ctx) => {
      const work = workOf(ctx, cache, settle);
      // First: a night that fails must not hold up what has begun.
      const { finished, failed } = await finishDeletions(work);
      const requests = await carryOutRequests(work);
      const { date, minute } = localClock(ctx.now() / 1000, timeZone);
      const night =
        minute >= at ? await runNight(work, { night: date, worker: PROCESS_NAME }) : null;
      if (night === null && finished + failed + requests === 0) return null;
      return { finished, failed, requests, ...(night && { night: night.night, keys: night.keys }) };
    },
  };
}

function workOf(ctx: WorkerContext, cache: CacheFolder, settle: number): RetentionWork {
  const { db, log, now, masterKey, stopping } = ctx;
  return {
    db,
    log,
    now,
    masterKey,
    archive: ctx.archive === null ? null : storePlace('archive', ctx.archive),
    otherPlaces: [
      storePlace('hot', ctx.hot),
      storePlace('cold cache', { delete: (key) => cache.remove(key) }),
      {
        name: 'copies at other nodes',
        deleteCopies: async (segments) => {
          const devices = new Set(segments.map(({ deviceId }) => deviceId));
          for (const device of devices) await sendNotice(db, 'footage-destroyed', device);
        },
      },
      {
        name: 'thumbnails',
        deleteCopies: async (segments) => void (await deleteThumbnails(ctx, segments)),
      },
    ],
    thumbnails: ctx.thumbnails,
    windowTracks: ctx.journal,
    settle,
    mayGoOn: () => !stopping.aborted,
  };
}
