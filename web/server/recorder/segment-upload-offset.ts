import type { SegmentId } from '@workcompanion/core/ids';
import { findStoredSegment } from '@workcompanion/db/queries/find-stored-segment';
import type { DeviceContext } from '../device-context.ts';
import { proveSent } from '../journal/prove-statement.ts';

interface AskedSegment {
  readonly id: SegmentId;
  /** Shown by who asks for a segment of another device. */
  readonly statement?: string | null;
}

/** How much of a segment the server holds, in bytes: all of it once it has a row. */
export async function segmentUploadOffset(
  sender: DeviceContext,
  { id, statement = null }: AskedSegment,
): Promise<number> {
  const device = statement === null ? sender.device.id : await statingDevice(sender, statement, id);
  const stored = await findStoredSegment(sender.db, id);
  if (stored?.deviceId === device) return stored.bytes;
  const kept = await sender.hot.keptPart({ device, segment: id });
  return kept?.bytes ?? 0;
}

/** Its own unless the statement tells of this very segment. Throws what proving throws. */
async function statingDevice(sender: DeviceContext, jws: string, id: SegmentId) {
  const { ctx, proven } = await proveSent(sender, jws);
  const { statement } = proven;
  const isOfIt = statement.kind === 'segment' && statement.segment === id;
  return isOfIt ? ctx.device.id : sender.device.id;
}
