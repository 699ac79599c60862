import type { ReceiptResponse } from '@workcompanion/core/protocol/messages';
import type { z } from 'zod';
import type { DeviceContext } from '../recorder/device-context.ts';
import { receiveSegment } from '../recorder/receive-segment.ts';
import type { SegmentUpload } from '../recorder/segment-upload.ts';
import { outcomeOf } from './outcome-of.ts';

/** `receiveSegment`, counted and timed. */
export async function receiveCountedSegment(
  ctx: DeviceContext,
  upload: SegmentUpload,
): Promise<z.infer<typeof ReceiptResponse>> {
  const { uploads, uploadedBytes, ingestSeconds } = ctx.metrics;
  const end = ingestSeconds.startTimer();
  try {
    const receipt = await receiveSegment(ctx, upload);
    uploads.inc({ outcome: 'stored' });
    uploadedBytes.inc(upload.contentLength);
    end();
    return receipt;
  } catch (error) {
    uploads.inc({ outcome: outcomeOf(error) });
    throw error;
  }
}
