import { createHash } from 'node:crypto';
import { isAppError } from '@workcompanion/core/errors';
import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import type { BlobStore } from '@workcompanion/core/storage/blob-store';
import { integrityFindings } from '@workcompanion/db/schema/integrity-runs';
import { segments } from '@workcompanion/db/schema/segments';
import { and, asc, eq, gt, inArray, isNull } from 'drizzle-orm';
import { resolveOfObject } from '../integrity/finding.ts';
import type { Job, WorkerContext } from '../job.ts';
import { isStored } from '../stores/is-stored.ts';
import { retryDelay } from './retry-delay.ts';
import {
  claimQuarantined,
  type QueuedSegment,
  type Release,
  releaseSegment,
} from './segment-queue.ts';

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

const PAGE = 100;

type FoundSegment = Awaited<ReturnType<typeof openFindings>>[number];

/**
 * Looks again at every object that was lost, or was another, where it lies now: in the archive or still
 * here. While that is noted, players leave it out. What is back and right is so no more; of what was
 * damaged each byte is read, since the catalogue's sums prove less than what the device signed. Returns
 * how many are.
 */
export async function healFindings(ctx: WorkerContext): Promise<number> {
  let healed = 0;
  for (let after = 0; ; ) {
    const page = await openFindings(ctx, after);
    for (const found of page) {
      if (ctx.stopping.aborted) return healed;
      if (!(await isBack(ctx, found))) continue;
      healed += await resolveOfObject(ctx.db, found.finding.objectKey, ctx.now());
    }
    after = page.at(-1)?.finding.id ?? after;
    if (page.length < PAGE) return healed;
  }
}

function openFindings({ db }: WorkerContext, after: number) {
  return db
    .select({ finding: integrityFindings, segment: segments })
    .from(integrityFindings)
    .innerJoin(segments, eq(segments.id, integrityFindings.segmentId))
    .where(
      and(
        isNull(integrityFindings.resolvedAt),
        inArray(integrityFindings.kind, ['missing', 'wrong-size', 'damaged']),
        gt(integrityFindings.id, after),
      ),
    )
    .orderBy(asc(integrityFindings.id))
    .limit(PAGE);
}

async function isBack(
  { archive, hot, log }: WorkerContext,
  { finding, segment }: FoundSegment,
): Promise<boolean> {
  const key = finding.objectKey;
  const store = segment.state === 'hot' ? hot : archive;
  try {
    if (store === null) return false;
    const expected = { size: segment.bytes, crc64: segment.crc64 };
    if (!(await isStored(store, key, expected))) return false;
    return finding.kind !== 'damaged' || (await sha256Of(store, key)) === segment.sha256;
  } catch (err) {
    if (!isAppError(err)) throw err;
    log.warn({ err, blob: key }, 'an object that was lost could not be looked at');
    return false;
  }
}

async function sha256Of(store: BlobStore, key: string): Promise<string> {
  const reader = await store.read(key);
  try {
    const sum = createHash('sha256');
    for await (const chunk of reader.chunks()) sum.update(chunk);
    return sum.digest('hex');
  } finally {
    await reader.close();
  }
}
