import { DeviceHealth } from '@workcompanion/core/fleet/device-health';
import { DeviceId, PersonId } from '@workcompanion/core/ids';
import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';
import { defineRoutes } from './define-routes.ts';
import { told } from './told.ts';

/** How long ago the last frame was recorded that the server holds and has proved. */
export const FrameAge = z.enum(['minutes', 'hour', 'day', 'week', 'older', 'never']);
export type FrameAge = z.infer<typeof FrameAge>;

const Count = z.number().int();

/** A device that somebody should look at. */
export const WatchedDevice = z.object({
  id: DeviceId,
  hostname: z.string(),
  person: z.object({ id: PersonId, name: z.string() }),
  health: told(DeviceHealth),
  /** End of the newest footage that was received and proved. */
  verifiedAt: UtcMicros.nullable(),
  backlogSegments: Count,
  backlogBytes: Count,
  /** Entries that the server refused for good. */
  parked: Count,
  /** Its journal has holes. */
  hasHoles: z.boolean(),
});
export type WatchedDevice = z.infer<typeof WatchedDevice>;

/** Revoked devices are left out of all of it. */
export const Overview = z.object({
  now: UtcMicros,
  people: Count,
  devices: Count,
  health: z.array(z.object({ health: told(DeviceHealth), count: Count })),
  frames: z.array(z.object({ age: told(FrameAge), count: Count })),
  backlog: z.object({
    devices: Count,
    segments: Count,
    bytes: Count,
    oldest: UtcMicros.nullable(),
  }),
  holes: Count,
  parked: Count,
  /** Devices that keep another history than this server tells. */
  contradicted: Count,
  /** Releases that the portal paused by itself; told to whoever can go on with them. */
  pausedReleases: z.array(z.string()),
  /** Those that need it most. */
  watch: z.array(WatchedDevice),
});
export type Overview = z.infer<typeof Overview>;

export const OVERVIEW_ROUTES = defineRoutes({
  readOverview: { method: 'GET', path: '/api/portal/overview', answer: Overview },
});
