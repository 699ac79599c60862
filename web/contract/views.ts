import { DeviceId } from '@workcompanion/core/ids';
import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';

/** Sent by the player every few seconds while footage runs; the same `view` extends its row. */
export const ReportView = z.object({
  view: z.uuid(),
  device: DeviceId,
  display: z.string().min(1).max(64),
  from: UtcMicros,
  to: UtcMicros,
  /** Watched as it is recorded: needs the right `live`, and the recorder is told. */
  live: z.boolean().default(false),
});
export type ReportView = z.infer<typeof ReportView>;
