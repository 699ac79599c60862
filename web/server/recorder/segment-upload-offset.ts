import type { SegmentId } from '@workcompanion/core/ids';
import type { DeviceContext } from './device-context.ts';
import { findStoredSegment } from './find-stored-segment.ts';
import { keptPart } from './incoming-file.ts';

/** How much of a segment the server holds, in bytes: all of it once it has a row. */
export async function segmentUploadOffset(
  ctx: DeviceContext,
  { id }: { readonly id: SegmentId },
): Promise<number> {
  const stored = await findStoredSegment(ctx.db, id);
  if (stored?.deviceId === ctx.device.id) return stored.bytes;
  const kept = await keptPart(ctx.config.hotDir, { device: ctx.device.id, segment: id });
  return kept?.bytes ?? 0;
}
