import { isAppError } from '@workcompanion/core/errors';
import { thumbnailQueue } from '@workcompanion/db/schema/thumbnail-packs';
import { inArray } from 'drizzle-orm';
import type { WorkerContext } from '../job.ts';
import { putOffThumbnail, type ThumbnailClaims } from './claim-thumbnails.ts';
import { findUnchanged } from './find-unchanged.ts';
import { type Makings, makeThumbnails } from './make-thumbnails.ts';
import { MAX_FRAMES } from './render-thumbnails.ts';
import { storeThumbnails } from './store-thumbnails.ts';
import type { ThumbnailOptions } from './thumbnail-jobs.ts';

/** Then a segment that can't be read is marked as one without a thumbnail. */
const MOST_TRIES = 5;

export interface BatchResult {
  readonly claimed: number;
  readonly thumbnails: number;
  /** Marked as without a thumbnail. */
  readonly blank: number;
  readonly putOff: number;
  /** Shown by the thumbnail of a neighbour. */
  readonly unchanged: number;
}

const NOTHING: BatchResult = { claimed: 0, thumbnails: 0, blank: 0, putOff: 0, unchanged: 0 };

/** One ffmpeg's worth of thumbnails, from the claim to the pack. */
export async function makeBatch(
  ctx: WorkerContext,
  { ffmpeg, leaseMs, mode }: ThumbnailOptions,
  claims: ThumbnailClaims,
): Promise<BatchResult> {
  const claim = { limit: MAX_FRAMES, leaseMs, mode, now: ctx.now() };
  const segments = await claims.next(ctx.db, claim);
  if (segments.length === 0) return NOTHING;
  const unchanged = await findUnchanged(ctx.db, segments);
  const changed = segments.filter(({ id }) => !unchanged.has(id));
  const makings = await makeThumbnails(ctx, ffmpeg, changed);
  const hopeless = makings.unread.filter(({ segment }) => segment.attempts >= MOST_TRIES);
  const others = makings.unread.filter(({ segment }) => segment.attempts < MOST_TRIES);
  const made = [
    ...makings.made,
    ...hopeless.map(({ segment }) => ({ segment, sealed: null, change: null })),
    ...segments.flatMap((segment) => {
      const joins = unchanged.get(segment.id);
      return joins === undefined ? [] : [{ segment, sealed: null, change: 0, joins }];
    }),
  ];
  await storeThumbnails(ctx, made);
  await dropShredded(ctx, makings);
  for (const { segment } of others) await putOffThumbnail(ctx.db, segment);
  const blank = made.filter(({ segment, sealed }) => sealed === null && !unchanged.has(segment.id));
  tell(ctx, { makings, blank: blank.map(({ segment }) => segment.id) });
  return {
    claimed: segments.length,
    thumbnails: made.length - blank.length - unchanged.size,
    blank: blank.length,
    putOff: others.length,
    unchanged: unchanged.size,
  };
}

async function dropShredded({ db }: WorkerContext, { shredded }: Makings): Promise<void> {
  if (shredded.length === 0) return;
  const ids = shredded.map(({ id }) => id);
  await db.delete(thumbnailQueue).where(inArray(thumbnailQueue.segmentId, ids));
}

function tell(
  { log }: WorkerContext,
  { makings, blank }: { readonly makings: Makings; readonly blank: readonly string[] },
): void {
  if (blank.length > 0) log.warn({ segments: blank }, 'of some segments no thumbnail can be made');
  for (const { segment, error } of makings.unread) {
    const code = isAppError(error) ? error.code : 'internal';
    log.warn({ segment: segment.id, attempts: segment.attempts, code }, 'a segment was not read');
  }
}
