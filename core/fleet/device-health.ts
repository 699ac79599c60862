import { z } from 'zod';
import type { RecorderState } from '../protocol/messages.ts';

/** `live`: heartbeat and frame are fresh. `behind`: fresh, but a backlog waits. `attention`: parked
 * entries, uploads that were held back, a failing capture, a full disk or missing journal entries. `silent`: no heartbeat. `retired`:
 * revoked for good, and out of the lists. */
export const DeviceHealth = z.enum([
  'live',
  'paused',
  'idle',
  'behind',
  'attention',
  'silent',
  'revoked',
  'retired',
]);
export type DeviceHealth = z.infer<typeof DeviceHealth>;

const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;

/** Three heartbeats have failed to come, which are a minute apart at most. */
export const SILENT_AFTER = 3 * MINUTE + 15 * SECOND;
/** A recording encoder gives a frame at least each second. */
export const FRAME_STALE_AFTER = MINUTE;
/** Uploads that come to nothing are counted by the hour. */
export const HELD_FOR = 60 * MINUTE;
/** Segments last a minute by default and leave within another. */
export const BEHIND_AFTER = 5 * MINUTE;

/** What the health of a device is judged by; times in UTC µs. */
export interface DeviceSigns {
  readonly retiredAt: number | null;
  readonly revokedAt: number | null;
  readonly lastSeenAt: number | null;
  readonly lastFrameAt: number | null;
  /** Server minus device. */
  readonly clockOffset: number | null;
  readonly state: RecorderState | null;
  readonly backlogSegments: number;
  readonly backlogOldest: number | null;
  readonly parked: readonly unknown[];
  /** When it was last told to wait for its broken uploads. */
  readonly uploadsHeldAt: number | null;
  /** Displays whose recordings show nothing. */
  readonly pictureProblems: readonly unknown[];
  readonly journalNext: number;
  readonly journalEnd: number;
}

export function deviceHealth(device: DeviceSigns, now: number): DeviceHealth {
  if (device.retiredAt !== null) return 'retired';
  if (device.revokedAt !== null) return 'revoked';
  if (device.lastSeenAt === null || now - device.lastSeenAt > SILENT_AFTER) return 'silent';
  const { lastSeenAt } = device;
  if (needsAttention(device, { now, lastSeenAt })) return 'attention';
  if (device.state === 'paused') return 'paused';
  if (device.state !== 'recording') return 'idle';
  return isOlder(device.backlogOldest, device, lastSeenAt - BEHIND_AFTER) ? 'behind' : 'live';
}

interface Moments {
  readonly now: number;
  /** What a device says of frames and backlog was so then: it does not grow older with the minute. */
  readonly lastSeenAt: number;
}

function needsAttention(device: DeviceSigns, { now, lastSeenAt }: Moments): boolean {
  if (device.parked.length > 0) return true;
  if (device.uploadsHeldAt !== null && now - device.uploadsHeldAt < HELD_FOR) return true;
  if (device.state === 'recording' && device.pictureProblems.length > 0) return true;
  if (device.state === 'capture-failed' || device.state === 'disk-full') return true;
  // Holes are natural while uploads overtake each other; not when nothing waits any more.
  if (device.journalEnd > device.journalNext && device.backlogSegments === 0) return true;
  return (
    device.state === 'recording' &&
    isOlder(device.lastFrameAt, device, lastSeenAt - FRAME_STALE_AFTER)
  );
}

/** Compares a time of the device's clock with one of ours. */
function isOlder(deviceTime: number | null, { clockOffset }: DeviceSigns, limit: number): boolean {
  return deviceTime !== null && deviceTime + (clockOffset ?? 0) < limit;
}
