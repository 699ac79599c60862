import { ArchiveStoreEnv } from '@workcompanion/core/storage/archive/archive-store-env';
import { z } from 'zod';
import { WallClock } from './wall-clock.ts';

const TimeZone = z.string().refine((name) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}, 'no time zone of the IANA database');

const YesNo = z.enum(['true', 'false']).transform((word) => word === 'true');

/** The archive's settings; .env.example says what each means. */
export const ArchiveEnv = z.object({
  ...ArchiveStoreEnv.shape,
  ARCHIVE_SLOTS: z.coerce.number().int().min(1).max(64).default(10),
  ARCHIVE_MOST_SLOTS: z.coerce.number().int().min(1).max(64).default(64),
  ARCHIVE_WINDOW_START: WallClock.default(2 * 60),
  ARCHIVE_WINDOW_END: WallClock.default(6 * 60),
  ARCHIVE_TIME_ZONE: TimeZone.default(Intl.DateTimeFormat().resolvedOptions().timeZone),
  ARCHIVE_BYTES_PER_SECOND: z.coerce.number().int().min(0).default(0),
  ARCHIVE_MINIMUM_AGE_HOURS: z.coerce.number().min(0).default(1),
  ARCHIVE_LEASE_SECONDS: z.coerce.number().min(1).max(3600).default(300),
  ARCHIVE_SWEEP: YesNo.default(true),
  ARCHIVE_GRACE_HOURS: z.coerce.number().min(0).default(24),
});
export type ArchiveEnv = z.infer<typeof ArchiveEnv>;
