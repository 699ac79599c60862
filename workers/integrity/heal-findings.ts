import { createHash } from 'node:crypto';
import { isAppError } from '@workcompanion/core/errors';
import type { BlobStore } from '@workcompanion/core/storage/blob-store';
import { integrityFindings } from '@workcompanion/db/schema/integrity-findings';
import { segments } from '@workcompanion/db/schema/segments';
import { and, asc, eq, gt, inArray, isNull } from 'drizzle-orm';
import type { WorkerContext } from '../job.ts';
import { isStored } from '../stores/is-stored.ts';
import { resolveOfObject } from './finding.ts';

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
