import { DeviceId } from '@workcompanion/core/ids';
import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { JournalDamaged } from '@workcompanion/core/protocol/statement';
import { z } from 'zod';
import { told } from './told.ts';

/** A device had to go on without a part of its journal. */
export const JournalDamage = z.object({
  /** The index of the entry that states it. */
  index: z.number().int(),
  at: UtcMicros,
  cause: JournalDamaged.shape.cause,
  /** Between which entries it can't show all any more; null when it can. */
  first: z.number().int().nullable(),
  last: z.number().int().nullable(),
  /** How many of those nobody has. */
  missing: z.number().int(),
});
export type JournalDamage = z.infer<typeof JournalDamage>;

/** Entries whose times can't be true, by our clock. */
export const ClockDoubt = z.object({
  kind: told(z.enum(['before-enrolment', 'in-the-future'])),
  entries: z.number().int(),
  /** Between which entries they are. */
  first: z.number().int(),
  last: z.number().int(),
  /** The largest deviation, µs. */
  most: z.number().int(),
});
export type ClockDoubt = z.infer<typeof ClockDoubt>;

export const DeviceJournal = z.object({
  now: UtcMicros,
  /** One above the highest number received. */
  end: z.number().int(),
  received: z.number().int(),
  missing: z.number().int(),
  /** Entries that a damage took: nobody has them, and they will not come. */
  lost: z.number().int(),
  /** Numbers that have not come, `to` excluded; `since`: when an entry beyond them came. */
  holes: z.array(z.object({ from: z.number().int(), to: z.number().int(), since: UtcMicros })),
  /** Said by the device: what still waits on it may fill the holes. */
  waitingSegments: z.number().int(),
  /** Newest first. */
  damages: z.array(JournalDamage),
  clockDoubts: z.array(ClockDoubt),
});
export type DeviceJournal = z.infer<typeof DeviceJournal>;

export const ReadDeviceJournal = z.object({ device: DeviceId });
export type ReadDeviceJournal = z.infer<typeof ReadDeviceJournal>;
