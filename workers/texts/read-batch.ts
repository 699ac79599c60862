import { isAppError } from '@workcompanion/core/errors';
import { readDataKey } from '@workcompanion/db/keys/read-data-key';
import type { WorkerContext } from '../job.ts';
import {
  dropTexts,
  putOffText,
  type QueuedText,
  releaseTexts,
  renewTexts,
  type TextClaims,
} from './claim-texts.ts';
import { readPlain } from './read-plain.ts';
import { readSegment } from './read-segment.ts';
import type { ScreenReader } from './screen-reader.ts';
import type { ScreenReaders } from './screen-readers.ts';
import { type ReadText, storeTexts } from './store-texts.ts';
import type { TextOptions } from './text-jobs.ts';

/** Segments of one recording, read one after the other. */
const MOST_SEGMENTS = 10;
/** What was read by then is kept, however much of the batch is left. */
const KEEP_EVERY_MS = 30_000;
/** Then a segment that can't be read is given up. */
const MOST_TRIES = 8;
/** Then one is not even begun: each time somebody began it, the process died. */
const MOST_DEATHS = 100;

export interface BatchContext extends TextOptions {
  readonly claims: TextClaims;
  readonly readers: ScreenReaders;
}

/** Some segments of one recording, from the claim to the pack. Null: nothing waits. */
export async function readBatch(ctx: WorkerContext, batch: BatchContext) {
  const { claims, readers, leaseMs, restMs } = batch;
  const claim = { limit: MOST_SEGMENTS, leaseMs, restMs, now: ctx.now() };
  const waiting = await claims.next(ctx.db, claim);
  const [first] = waiting;
  if (first === undefined) return null;
  const total = { segments: 0, screens: 0, unread: 0 };
  let done: ReadText[] = [];
  let keptAt = performance.now();
  const keep = async () => {
    const texts = done;
    done = [];
    keptAt = performance.now();
    if (texts.length > 0) total.segments += await storeTexts(ctx, texts);
  };
  const timer = setInterval(() => {
    const held = [...done.map(({ segment }) => segment), ...waiting];
    renewTexts(ctx.db, held, leaseMs).catch((err: unknown) =>
      ctx.log.warn({ err }, 'segments that are being read could not be held'),
    );
  }, leaseMs / 3);
  try {
    const reader = await readers.of(first.recordingId);
    for (let next = waiting[0]; next && !ctx.stopping.aborted; next = waiting[0]) {
      const text = await readText(ctx, next, { reader, ffmpeg: batch.ffmpeg });
      waiting.shift();
      if (text === null) total.unread += 1;
      else done.push(text);
      total.screens += text?.screens ?? 0;
      if (performance.now() - keptAt > KEEP_EVERY_MS) await keep();
    }
  } catch (error) {
    if (!ctx.stopping.aborted) throw error;
  } finally {
    clearInterval(timer);
    await keep();
    await releaseTexts(ctx.db, waiting);
  }
  return total;
}

interface Tools {
  readonly reader: ScreenReader;
  readonly ffmpeg: string;
}

/** Null: it was put off, given up, or nobody wants it any more. Throws what concerns all segments. */
async function readText(
  ctx: WorkerContext,
  segment: QueuedText,
  tools: Tools,
): Promise<ReadText | null> {
  const dataKey = await readDataKey(ctx.db, ctx.masterKey, segment.keyId);
  if (dataKey === null || segment.attempts > MOST_DEATHS) {
    await dropTexts(ctx.db, [segment.id]);
    return null;
  }
  try {
    const bytes = await readPlain(ctx, segment, dataKey.key);
    const { startsAt, duration } = segment;
    const reading = { ...tools, signal: ctx.stopping };
    const text = await readSegment(reading, { bytes, startsAt, duration });
    if (text !== null) return { segment, dataKey: dataKey.key, ...text };
    await leave(ctx, segment, 'no picture can be decoded');
  } catch (error) {
    if (!isAppError(error)) throw error;
    await leave(ctx, segment, error.code);
  }
  return null;
}

/**
 * Footage that has left for the archive is not fetched back unless somebody waits for it: it was not read
 * in time, and counts as unread.
 */
async function leave(ctx: WorkerContext, segment: QueuedText, why: string): Promise<void> {
  const isGone = why === 'blob-missing' && !segment.isWanted;
  const isGivenUp = isGone || segment.attempts >= MOST_TRIES;
  if (isGivenUp) await dropTexts(ctx.db, [segment.id]);
  else await putOffText(ctx.db, segment);
  const { id, attempts } = segment;
  ctx.log.warn({ segment: id, attempts, why, isGivenUp }, 'the text of a segment was not read');
}
