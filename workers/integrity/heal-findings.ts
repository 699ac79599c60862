import { isAppError } from '@workcompanion/core/errors';
import { integrityFindings } from '@workcompanion/db/schema/integrity-findings';
import { segments } from '@workcompanion/db/schema/segments';
import { and, asc, eq, gt, inArray, isNull } from 'drizzle-orm';
import { isStored } from '../archive/is-stored.ts';
import type { WorkerContext } from '../job.ts';
import { resolveOfObject } from './finding.ts';

const PAGE = 100;

/**
 * Looks again at every object that the archive had lost, or had in another form: while that is noted,
 * players leave it out. What is back and right is so no more. Returns how many are.
 */
export async function healFindings(ctx: WorkerContext): Promise<number> {
  let healed = 0;
  for (let after = 0; ; ) {
    const page = await openFindings(ctx, after);
    for (const { finding, segment } of page) {
      if (ctx.stopping.aborted) return healed;
      const expected = { size: segment.bytes, crc64: segment.crc64 };
      if (!(await isBack(ctx, finding.objectKey, expected))) continue;
      healed += await resolveOfObject(ctx.db, finding.objectKey, ctx.now());
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
  { archive, log }: WorkerContext,
  key: string,
  expected: { readonly size: number; readonly crc64: string },
): Promise<boolean> {
  try {
    return archive !== null && (await isStored(archive, key, expected));
  } catch (err) {
    if (!isAppError(err)) throw err;
    log.warn({ err, blob: key }, 'an object that was lost could not be looked at');
    return false;
  }
}
