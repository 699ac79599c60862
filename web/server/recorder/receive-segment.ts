import { readStatement } from '@workcompanion/core/crypto/statement';
import { AppError, isAppError } from '@workcompanion/core/errors';
import type { ReceiptResponse } from '@workcompanion/core/protocol/messages';
import { isResumable } from '@workcompanion/core/storage/hot/attempt-folder';
import type { KeptPart, StagedBlob } from '@workcompanion/core/storage/hot/hot-store';
import type { z } from 'zod';
import type { DeviceContext, UploaderContext } from '../device-context.ts';
import { findReceipt, receiptAmong } from '../journal/find-receipt.ts';
import { type ProvenStatement, proveSent } from '../journal/prove-statement.ts';
import { errorCodeOf } from '../metrics/portal-metrics.ts';
import { describedSegment, type SegmentStatement } from './check-segment.ts';
import { openFittingKey } from './open-fitting-key.ts';
import { receiveBody } from './receive-body.ts';
import type { SegmentUpload } from './segment-upload.ts';

/** Takes a segment, counted and timed. */
export async function receiveSegment(
  sender: UploaderContext,
  upload: SegmentUpload,
): Promise<z.infer<typeof ReceiptResponse>> {
  const { uploads, uploadedBytes, ingestSeconds } = sender.metrics;
  const end = ingestSeconds.startTimer();
  try {
    const receipt = await receiveUnlessHeld(sender, upload);
    uploads.inc({ outcome: 'stored' });
    uploadedBytes.inc(upload.contentLength);
    end();
    return receipt;
  } catch (error) {
    uploads.inc({ outcome: errorCodeOf(error) });
    throw error;
  }
}

/** A device whose uploads come to nothing too often waits. Throws `too-many-broken-uploads`. */
async function receiveUnlessHeld(
  sender: UploaderContext,
  upload: SegmentUpload,
): Promise<z.infer<typeof ReceiptResponse>> {
  sender.brokenUploads.assertFew(sender);
  try {
    return await receive(sender, upload);
  } catch (error) {
    await noteBroken(sender, upload, error).catch((err: unknown) =>
      sender.log.warn({ err }, 'a broken upload could not be counted'),
    );
    throw error;
  }
}

async function noteBroken(
  sender: DeviceContext,
  { id: segment, statement, offset, contentLength }: SegmentUpload,
  error: unknown,
): Promise<void> {
  const facts = { bytes: contentLength, left: null };
  if (!isAppError(error, 'truncated-body')) return sender.brokenUploads.note(sender, error, facts);
  const { device } = readStatement(statement);
  const kept = await sender.hot.keptPart({ device, segment });
  const left = kept === null ? null : kept.bytes - offset;
  await sender.brokenUploads.note(sender, error, { ...facts, left });
}

/**
 * Takes a segment: what can be refused is refused before its body is read. The body goes to a file of
 * this attempt alone, which is proved and made durable; it gets a name that tells its content, and the
 * row decides who of several is first. A crash leaves at most a file without a row, which the retry finds
 * or a job removes; so does a refusal at the last moment. Sent again after its receipt, it gets the same
 * receipt.
 */
async function receive(
  sender: UploaderContext,
  upload: SegmentUpload,
): Promise<z.infer<typeof ReceiptResponse>> {
  const { ctx, proven } = await proveSent(sender, upload.statement);
  const segment = describedSegment(proven.statement, upload);
  const end = ctx.uploads.begin(segment.segment);
  try {
    const earlier =
      sender.near === undefined
        ? await findReceipt(ctx.db, proven, ctx.keys)
        : await receiptAmong(sender.near, proven, ctx.keys);
    if (earlier === null) return { receipt: await takeNew(ctx, { proven, segment, upload }) };
    // Whoever took it may have died before they removed what was left of their attempt.
    if (isResumable(segment)) await ctx.hot.discardParts(segment);
    return { receipt: earlier };
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
  const dataKey = await openFittingKey(ctx, segment);
  await ctx.hotSpace.assertRoom(ctx, upload.contentLength);
  const kept = await findKept(ctx, segment, upload.offset);
  const { body: source, statement } = upload;
  const { staged, body } = await receiveBody(ctx.hot, segment, { source, kept, statement });
  try {
    const receipt = await ctx.intake.take(ctx, {
      proven: { ...proven, statement: segment },
      body,
      dataKey,
      now: ctx.now(),
      publish: () => publish(ctx, segment, staged),
    });
    await staged.discardAll();
    return receipt;
  } catch (error) {
    // What the database could not take may be tried again, from where a large body is.
    if (isAppError(error) || !isResumable(segment)) await staged.discard();
    throw error;
  }
}

async function publish(
  ctx: DeviceContext,
  { segment }: SegmentStatement,
  staged: StagedBlob,
): Promise<void> {
  if ((await staged.publish()) === 'replaced') {
    ctx.log.error({ segment }, 'a damaged file was replaced by the right one');
  }
}

/**
 * What precedes the body, if the server holds it; else the sender asks (HEAD) and goes on from there.
 * More may be held by now: somebody else sends it too.
 */
async function findKept(
  ctx: DeviceContext,
  segment: SegmentStatement,
  offset: number,
): Promise<KeptPart | null> {
  if (offset === 0) return null;
  const kept = await ctx.hot.keptPart(segment);
  if (kept !== null && kept.bytes >= offset) return { ...kept, bytes: offset };
  const bytes = kept?.bytes ?? 0;
  throw new AppError('upload-offset-mismatch', `Of this segment ${bytes} bytes are kept.`, {
    details: { kept: bytes, offset },
  });
}
