import { AppError, isAppError } from '@workcompanion/core/errors';
import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import type { ReceiptResponse } from '@workcompanion/core/protocol/messages';
import type { z } from 'zod';
import { appendEntry } from '../journal/append-entry.ts';
import { findReceipt } from '../journal/find-receipt.ts';
import { type ProvenStatement, proveStatement } from '../journal/prove-statement.ts';
import { openDataKey } from '../keys/open-data-key.ts';
import { assertKeyNotDestroyed } from './assert-key-not-destroyed.ts';
import { assertKeyFits, describedSegment, type SegmentStatement } from './check-segment.ts';
import type { DeviceContext } from './device-context.ts';
import { findStoredSegment } from './find-stored-segment.ts';
import { incomingPath, keptBytes } from './incoming-file.ts';
import { insertSegment, segmentConflict } from './insert-segment.ts';
import { type ReceivedBody, receiveBody } from './receive-body.ts';
import type { SegmentUpload } from './segment-upload.ts';

/**
 * Takes a segment: what can be refused is refused before its body is read; then the file is made
 * durable, and then its rows. A crash in between leaves a file without a row, which the retry
 * overwrites. Sent again after its receipt, it gets the same receipt.
 */
export async function receiveSegment(
  ctx: DeviceContext,
  upload: SegmentUpload,
): Promise<z.infer<typeof ReceiptResponse>> {
  const proven = await proveStatement(ctx.device, upload.statement);
  const segment = describedSegment(proven.statement, upload);
  const end = ctx.uploads.begin(segment.segment);
  try {
    const earlier = await findReceipt(ctx.db, proven);
    return { receipt: earlier ?? (await takeNew(ctx, { proven, segment, upload })) };
  } finally {
    end();
  }
}

interface NewSegment {
  readonly proven: ProvenStatement;
  readonly segment: SegmentStatement;
  readonly upload: SegmentUpload;
}

async function takeNew(
  ctx: DeviceContext,
  { proven, segment, upload }: NewSegment,
): Promise<string> {
  const key = await openDataKey(ctx, segment.keyId);
  if (key === null) await assertKeyNotDestroyed(ctx.db, segment.keyId);
  const dataKey = assertKeyFits(segment, key);
  await assertReplacesNothing(ctx, segment);
  await ctx.hotSpace.assertRoom(ctx, upload.contentLength);
  await assertOffset(ctx, segment, upload.offset);
  const body = await keepBody(ctx, segment, upload);
  try {
    return await appendEntry(ctx, proven, (tx) =>
      insertSegment(tx, segment, { body, dataKey, now: ctx.now() }),
    );
  } catch (error) {
    // Refused for good while its body came in (a fork, a revocation): then it is nobody's.
    if (isAppError(error)) await ctx.hot.delete(objectKey(segment));
    throw error;
  }
}

/** A file without a row is what a crash left. One with a row is another segment of the same id. */
async function assertReplacesNothing(ctx: DeviceContext, segment: SegmentStatement): Promise<void> {
  if ((await ctx.hot.head(objectKey(segment))) === null) return;
  if (await findStoredSegment(ctx.db, segment.segment)) throw segmentConflict(segment);
}

async function keepBody(
  ctx: DeviceContext,
  segment: SegmentStatement,
  { body, offset }: SegmentUpload,
): Promise<ReceivedBody> {
  const path = incomingPath(ctx.config.hotDir, segment);
  const received = await receiveBody(path, segment, { source: body, offset });
  await ctx.hot.adopt(objectKey(segment), path);
  return received;
}

/** "The server holds" exactly what precedes the body, or the sender asks (HEAD) and goes on from there. */
async function assertOffset(
  ctx: DeviceContext,
  segment: SegmentStatement,
  offset: number,
): Promise<void> {
  if (offset === 0) return;
  const kept = await keptBytes(ctx.config.hotDir, segment);
  if (kept === offset) return;
  throw new AppError('upload-offset-mismatch', `Of this segment ${kept} bytes are kept.`, {
    details: { kept, offset },
  });
}

function objectKey({ device, segment, start }: SegmentStatement): string {
  return segmentObjectKey({ device, segment, startMs: Math.floor(start / 1000) });
}
