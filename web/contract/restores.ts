import { DeviceId } from '@workcompanion/core/ids';
import { DisplayName, UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';
import { defineRoutes } from './define-routes.ts';
import { MicrosParam } from './micros-param.ts';

/**
 * Asks the archive to make a stretch readable again, with the segments next to it. `display` null: of
 * all displays of the device, which are watched together.
 */
export const RequestRestore = z.object({
  device: DeviceId,
  display: DisplayName.nullable(),
  from: UtcMicros,
  to: UtcMicros,
  tier: z.enum(['expedited', 'standard', 'bulk']).default('standard'),
});
export type RequestRestore = z.infer<typeof RequestRestore>;
export type RestoreWish = z.input<typeof RequestRestore>;

/** What was asked for in a stretch, counted in segments. */
export const RestoreStatus = z.object({
  restoring: z.number(),
  ready: z.number(),
  failed: z.number(),
  /** When the last of those that are being restored should be there. */
  expectedAt: UtcMicros.nullable(),
  /** When it should be there if it were asked for now; null where nothing has to be. */
  ifRequestedNow: UtcMicros.nullable(),
});
export type RestoreStatus = z.infer<typeof RestoreStatus>;

export const ReadRestores = z.object({
  device: DeviceId,
  display: DisplayName,
  from: MicrosParam,
  to: MicrosParam,
});
export type ReadRestores = z.infer<typeof ReadRestores>;

export const RESTORE_ROUTES = defineRoutes({
  readRestores: {
    method: 'GET',
    path: '/api/portal/restores',
    query: ReadRestores,
    answer: RestoreStatus,
  },
  requestRestore: {
    method: 'POST',
    path: '/api/portal/restores',
    body: RequestRestore,
    answer: RestoreStatus,
  },
});
