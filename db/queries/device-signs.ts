import type { DeviceSigns } from '@workcompanion/core/fleet/device-health';
import { deviceStates } from '../schema/device-states.ts';
import { devices } from '../schema/devices.ts';

/** The columns that tell the health of a device, of `devices` and `device_states`, for counting many. */
export const DEVICE_SIGNS = {
  retiredAt: devices.retiredAt,
  revokedAt: devices.revokedAt,
  lastSeenAt: deviceStates.lastSeenAt,
  lastFrameAt: deviceStates.lastFrameAt,
  clockOffset: deviceStates.clockOffset,
  state: deviceStates.state,
  backlogSegments: deviceStates.backlogSegments,
  backlogOldest: deviceStates.backlogOldest,
  parked: deviceStates.parked,
  uploadsHeldAt: deviceStates.uploadsHeldAt,
  pictureProblems: deviceStates.pictureProblems,
  journalNext: deviceStates.journalNext,
  journalEnd: deviceStates.journalEnd,
} as const satisfies Record<keyof DeviceSigns, unknown>;
