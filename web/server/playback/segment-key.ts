import { segmentObjectKey } from '@workcompanion/core/footage/object-key';
import type { segments } from '@workcompanion/db/schema/segments';

/** The blob key of a row. */
export function segmentKey({
  id,
  deviceId,
  startsAt,
}: Pick<typeof segments.$inferSelect, 'id' | 'deviceId' | 'startsAt'>): string {
  return segmentObjectKey({ device: deviceId, segment: id, startMs: Math.floor(startsAt / 1000) });
}
