import { isAppError } from '@workcompanion/core/errors';
import { thumbnailQueue } from '@workcompanion/db/schema/thumbnail-queue';
import { inArray } from 'drizzle-orm';
import type { WorkerContext } from '../job.ts';
import { claimThumbnails, putOffThumbnail } from './claim-thumbnails.ts';
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
}

/** One ffmpeg's worth of thumbnails, from the claim to the pack. */
export async function makeBatch(
  ctx: WorkerContext,
  { ffmpeg, leaseMs }: ThumbnailOptions,
): Promise<BatchResult> {
  const segments = await claimThumbnails(ctx.db, { limit: MAX_FRAMES, leaseMs });
  if (segments.length === 0) return { claimed: 0, thumbnails: 0, blank: 0, putOff: 0 };
  const makings = await makeThumbnails(ctx, ffmpeg, segments);
  const hopeless = makings.unread.filter(({ segment }) => segment.attempts >= MOST_TRIES);
  const others = makings.unread.filter(({ segment }) => segment.attempts < MOST_TRIES);
  const made = [
    ...makings.made,
    ...hopeless.map(({ segment }) => ({ segment, sealed: null, change: null })),
  ];
  await storeThumbnails(ctx, made);
  await dropShredded(ctx, makings);
  for (const { segment } of others) await putOffThumbnail(ctx.db, segment);
  const blank = made.filter(({ sealed }) => sealed === null);
  tell(ctx, { makings, blank: blank.map(({ segment }) => segment.id) });
  return {
    claimed: segments.length,
    thumbnails: made.length - blank.length,
    blank: blank.length,
    putOff: others.length,
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
