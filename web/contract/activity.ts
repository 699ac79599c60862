import { DeviceId } from '@workcompanion/core/ids';
import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';

/** How much of a screen was written in a stretch: the more it changes, the more bytes. */
export const ActivitySample = z.object({
  from: UtcMicros,
  to: UtcMicros,
  bytes: z.number().int().min(0),
});
export type ActivitySample = z.infer<typeof ActivitySample>;

export const DayActivity = z.object({
  lanes: z.array(
    z.object({ device: DeviceId, display: z.string(), samples: z.array(ActivitySample) }),
  ),
});
export type DayActivity = z.infer<typeof DayActivity>;
