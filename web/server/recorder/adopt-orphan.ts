import { AppError, isAppError } from '@workcompanion/core/errors';
import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import type { BlobStore } from '@workcompanion/core/storage/blob-store';
import { deviceStates } from '@workcompanion/db/schema/device-states';
import { eq, sql } from 'drizzle-orm';
import type { DeviceContext } from '../device-context.ts';
import { appendEntry } from '../journal/append-entry.ts';
import { findReceipt } from '../journal/find-receipt.ts';
import type { ProvenStatement } from '../journal/prove-statement.ts';
import { assertSound, type SegmentStatement } from './check-segment.ts';
import { insertSegment } from './insert-segment.ts';
import { openFittingKey } from './open-fitting-key.ts';
import { BodyDigest, type ReceivedBody } from './receive-body.ts';

/**
 * Takes a segment whose bytes lie here without a row, as after the database was restored, though its
 * device has them no more: reads them to the end, and if they are those signed gives them their row.
 * Returns the receipt; null when they lie nowhere, or others do. Throws what a segment with its body
 * is refused for, and what the archive throws when it can't be asked.
 */
export async function adoptOrphan(
  ctx: DeviceContext,
  proven: ProvenStatement<SegmentStatement>,
): Promise<string | null> {
  const { statement } = proven;
  assertSound(statement);
  const earlier = await findReceipt(ctx.db, proven, ctx.keys);
  if (earlier !== null) return earlier;
  const dataKey = await openFittingKey(ctx, statement);
  const found = await findOrphan(ctx, statement);
  if (found === null) return null;
  return await appendEntry(ctx, proven, async (tx) => {
    const { key, ...stored } = found;
    const footageTo = statement.start + statement.duration;
    await insertSegment(tx, statement, { ...stored, dataKey, now: ctx.now() });
    await tx
      .update(deviceStates)
      .set({
        adoptedSegments: sql`${deviceStates.adoptedSegments} + 1`,
        verifiedAt: sql`greatest(${deviceStates.verifiedAt}, ${sql.param(footageTo, deviceStates.verifiedAt)})`,
      })
      .where(eq(deviceStates.deviceId, statement.device));
    // Under the lock of the journal it can't be removed for want of a row any more: is it still there?
    if (found.state === 'cold' || (await ctx.hot.head(key))?.size === statement.bytes) return;
    throw new AppError('unavailable', `The bytes of segment ${statement.segment} are going away.`);
  });
}

interface Orphan {
  readonly body: ReceivedBody;
  readonly key: string;
  readonly state: 'hot' | 'cold';
  readonly hasDigestInKey: boolean;
}

async function findOrphan(ctx: DeviceContext, statement: SegmentStatement): Promise<Orphan | null> {
  const { segment: id, device: deviceId, start: startsAt, sha256 } = statement;
  const stores: [Orphan['state'], Pick<BlobStore, 'read'> | undefined][] = [
    ['hot', ctx.hot],
    ['cold', ctx.cold?.archive],
  ];
  for (const [state, store] of stores) {
    if (store === undefined) continue;
    for (const hasDigestInKey of [true, false]) {
      const key = segmentObjectKey({ id, deviceId, startsAt, sha256, hasDigestInKey });
      const body = await digestStored(store, key).catch((cause: unknown) => {
        if (state === 'hot' || !isAppError(cause, 'unavailable')) throw cause;
        throw new AppError('archive-unavailable', 'The archive can not be asked now.', { cause });
      });
      if (body?.sha256 === sha256 && body.bytes === statement.bytes) {
        return { body, key, state, hasDigestInKey };
      }
    }
  }
  return null;
}

/** Reads a stored segment to its end; null when there is none. Throws what the store throws. */
async function digestStored(
  store: Pick<BlobStore, 'read'>,
  key: string,
): Promise<ReceivedBody | null> {
  try {
    const digest = new BodyDigest();
    for await (const chunk of (await store.read(key)).chunks()) digest.update(chunk);
    return digest.finish();
  } catch (error) {
    if (isAppError(error, 'blob-missing')) return null;
    throw error;
  }
}
