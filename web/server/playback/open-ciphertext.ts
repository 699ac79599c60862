import { AppError, type ErrorCode, isAppError } from '@workcompanion/core/errors';
import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import type { BlobReader, ByteRange } from '@workcompanion/core/storage/blob-store';
import type { ColdCache } from '@workcompanion/core/storage/cold-cache/cold-cache';
import type {
  ArrivalCheck,
  CataloguedBlob,
} from '@workcompanion/core/storage/cold-cache/hydration';
import { findStoredSegment } from '@workcompanion/db/queries/find-stored-segment';
import type { segments } from '@workcompanion/db/schema/segments';
import type { UserContext } from '../auth/user-context.ts';
import { errorCodeOf } from '../metrics/portal-metrics.ts';
import { noteDamage } from './proof/note-damage.ts';

export interface CiphertextWish {
  readonly range?: ByteRange | undefined;
  /** Proves what is fetched as a whole from a bucket or the archive: the reader is `isProved` then. */
  readonly check?: (() => ArrivalCheck) | undefined;
  /** Aborted when the viewer leaves. */
  readonly signal: AbortSignal;
}

type Segment = typeof segments.$inferSelect;

/**
 * The bytes of a segment from where they are: the local file, a copy in the cache, the archive.
 * `archived` promises no local file, since the sweep deletes it before the row says `cold`; and what
 * was `hot` a moment ago may be swept by now, so that its row is read once more. A local copy that
 * lately proved to be damaged is passed over for the archive's. Throws `footage-lost` when they are
 * nowhere, or others lie there.
 */
export async function openCiphertext(
  ctx: UserContext,
  segment: Segment,
  wish: CiphertextWish,
): Promise<BlobReader> {
  const isDamaged = segment.state === 'archived' && ctx.proofs.isDoubted(segment.id);
  const isHere = segment.state !== 'cold' && !isDamaged;
  const local = isHere ? await openHot(ctx, segment, wish) : null;
  if (local !== null) return local;
  const now = segment.state === 'hot' ? await findStoredSegment(ctx.db, segment.id) : segment;
  if (now?.state !== 'archived' && now?.state !== 'cold') throw lost(segment);
  return await openArchived(ctx, now, wish);
}

/** `restore-needed`: hot store and archive are one bucket, and it was archived meanwhile. */
const NOT_HERE: ReadonlySet<ErrorCode> = new Set([
  'blob-missing',
  'range-not-satisfiable',
  'restore-needed',
]);

/** Null for what is not there, or not whole. */
async function openHot(
  ctx: UserContext,
  segment: Segment,
  wish: CiphertextWish,
): Promise<BlobReader | null> {
  try {
    if (ctx.hotCopies !== null) return await openHotCopy(ctx, ctx.hotCopies, segment, wish);
    const reader = await ctx.hot.read(segmentObjectKey(segment), wish.range);
    if (reader.size === segment.bytes) return reader;
    await reader.close();
    await noteDamage(ctx, segment, reader.size);
  } catch (error) {
    if (!isAppError(error) || !NOT_HERE.has(error.code)) throw error;
    // It is a range of the segment: the file is too short for it.
    if (error.code === 'range-not-satisfiable') await noteDamage(ctx, segment, null);
  }
  return null;
}

/** From a hot bucket, through the copies that this node keeps of it. */
async function openHotCopy(
  ctx: UserContext,
  copies: ColdCache,
  segment: Segment,
  { range, check, signal }: CiphertextWish,
): Promise<BlobReader | null> {
  try {
    return await copies.read({
      blob: blobOf(segment),
      range,
      check,
      signal,
      source: ctx.hot,
      viewer: ctx.user.id,
    });
  } catch (error) {
    if (!isAppError(error, 'digest-mismatch')) throw error;
    await noteDamage(ctx, segment, null);
    return null;
  }
}

function blobOf(segment: Segment): CataloguedBlob {
  return { key: segmentObjectKey(segment), size: segment.bytes, crc64: segment.crc64 };
}

async function openArchived(
  ctx: UserContext,
  segment: Segment,
  { range, check, signal }: CiphertextWish,
): Promise<BlobReader> {
  if (ctx.cold === null) {
    throw new AppError('unavailable', 'This footage is in the archive, which is switched off.');
  }
  const { cache } = ctx.cold;
  const { coldReads } = ctx.metrics;
  const blob = blobOf(segment);
  const isCached = cache.has(blob.key);
  try {
    const reader = await cache.read({ blob, range, check, signal, viewer: ctx.user.id });
    coldReads.inc({ outcome: isCached ? 'cached' : 'archive' });
    return reader;
  } catch (error) {
    if (!signal.aborted) coldReads.inc({ outcome: errorCodeOf(error) });
    const isDamaged = isAppError(error, 'digest-mismatch');
    if (isDamaged) await noteDamage(ctx, segment, null);
    throw isDamaged || isAppError(error, 'blob-missing') ? lost(segment, error) : error;
  }
}

function lost({ id }: Segment, cause?: unknown): AppError {
  return new AppError('footage-lost', `The bytes of segment ${id} could not be found.`, { cause });
}
