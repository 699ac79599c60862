import { isAppError } from '@workcompanion/core/errors';
import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import { healFindings } from '../integrity/heal-findings.ts';
import type { Job, WorkerContext } from '../job.ts';
import { isStored } from '../stores/is-stored.ts';
import { claimQuarantined } from './claim-segments.ts';
import type { QueuedSegment } from './queued-segment.ts';
import { type Release, releaseSegment } from './release-segment.ts';
import { retryDelay } from './retry-delay.ts';

const EVERY_MS = 60_000;
const FINDINGS_EVERY_MS = 3_600_000;
const BATCH = 10;
const LEASE_MS = 5 * 60_000;

export interface HealingPace {
  /** Before the second look at a segment in quarantine; doubled for each further one. */
  readonly firstMs: number;
  readonly ceilingMs: number;
}

/**
 * Looks at segments in quarantine again and again, ever more seldom. One whose bytes are back and right
 * is released to where it was: here it waits for the archive, there for the sweep. What the checks of the
 * archive have missed is looked at each hour.
 */
export function healQuarantine(pace: HealingPace): Job {
  let findingsAt = Number.NEGATIVE_INFINITY;
  return {
    name: 'heal-quarantine',
    everyMs: EVERY_MS,
    run: async (ctx) => {
      let healed = 0;
      while (!ctx.stopping.aborted) {
        const claimed = await claimQuarantined(ctx.db, { limit: BATCH, leaseMs: LEASE_MS });
        for (const segment of claimed) if (await look(ctx, segment, pace)) healed += 1;
        if (claimed.length < BATCH) break;
      }
      if (performance.now() - findingsAt >= FINDINGS_EVERY_MS) {
        findingsAt = performance.now();
        healed += await healFindings(ctx);
      }
      return healed > 0 ? { healed } : null;
    },
  };
}

/** Whether it has left its quarantine. */
async function look(
  ctx: WorkerContext,
  segment: QueuedSegment,
  { firstMs, ceilingMs }: HealingPace,
): Promise<boolean> {
  const found = await findRight(ctx, segment);
  const afterMs = retryDelay(segment.attempts ?? 1, {
    firstMs,
    ceilingMs,
    random: Math.random(),
    retryAfterSeconds: null,
  });
  const release: Release =
    found === null
      ? { from: 'quarantined', to: 'quarantined', afterMs, error: segment.lastError }
      : { from: 'quarantined', to: found, afterMs: 0, error: null };
  const isOurs = await releaseSegment(ctx.db, segment, release);
  if (found === null || !isOurs) return false;
  ctx.log.info({ segment: segment.id, to: found }, 'a segment has left its quarantine');
  return true;
}

/** Where its right bytes are, by size and sum; null when they are nowhere, or can't be looked at. */
async function findRight(
  { hot, archive, log }: WorkerContext,
  segment: QueuedSegment,
): Promise<'hot' | 'archived' | null> {
  const key = segmentObjectKey(segment);
  const expected = { size: segment.bytes, crc64: segment.crc64 };
  try {
    if (await isStored(hot, key, expected)) return 'hot';
    if (archive !== null && (await isStored(archive, key, expected))) return 'archived';
  } catch (err) {
    if (!isAppError(err)) throw err;
    log.warn({ err, segment: segment.id }, 'a segment in quarantine could not be looked at');
  }
  return null;
}
