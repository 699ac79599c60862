import type { DeviceSigns } from '@workcompanion/core/fleet/device-health';
import { devices } from '../schema/devices.ts';

/** The columns that tell the health of a device, for counting many. */
export const DEVICE_SIGNS = {
  retiredAt: devices.retiredAt,
  revokedAt: devices.revokedAt,
  lastSeenAt: devices.lastSeenAt,
  lastFrameAt: devices.lastFrameAt,
  clockOffset: devices.clockOffset,
  state: devices.state,
  backlogSegments: devices.backlogSegments,
  backlogOldest: devices.backlogOldest,
  parked: devices.parked,
  uploadsHeldAt: devices.uploadsHeldAt,
  pictureProblems: devices.pictureProblems,
  journalNext: devices.journalNext,
  journalEnd: devices.journalEnd,
} as const satisfies Record<keyof DeviceSigns, unknown>;
