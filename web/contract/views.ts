import { DeviceId, EmployeeId, UserId } from '@workcompanion/core/ids';
import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';
import { sortOf } from './sort.ts';
import { PurposeReason } from './watching.ts';

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

/** One stretch that somebody watched, for auditors and for the person watched. */
export const ViewEntry = z.object({
  id: z.uuid(),
  user: z.object({ id: UserId, name: z.string() }),
  employee: z.object({ id: EmployeeId, name: z.string(), timeZone: z.string() }),
  hostname: z.string(),
  display: z.string(),
  from: UtcMicros,
  to: UtcMicros,
  watchedAt: UtcMicros,
  /** While it was recorded. */
  live: z.boolean(),
  /** Only its small pictures. */
  pictures: z.boolean(),
  /** Null where nobody asked why. */
  reason: PurposeReason.nullable(),
  note: z.string().nullable(),
  /** Until when the person is not shown it. */
  undisclosedUntil: UtcMicros.nullable(),
});
export type ViewEntry = z.infer<typeof ViewEntry>;

/** A log is told in the order of time, from either end. */
export const ViewSort = sortOf(['watchedAt']);
export type ViewSort = z.infer<typeof ViewSort>;

export const ViewsPage = z.object({ items: z.array(ViewEntry), next: z.string().nullable() });
export type ViewsPage = z.infer<typeof ViewsPage>;
