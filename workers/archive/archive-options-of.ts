import { archiveStoreOptions } from '@workcompanion/core/storage/archive/archive-store-options';
import type { Env } from '../env.ts';
import { type ArchiveOptions, DEFAULT_PACE } from './archive-options.ts';

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;

/** What the environment says of the archive; null when it is off. Throws an Error for the operator. */
export function archiveOptionsOf(env: Env, installation?: string): ArchiveOptions | null {
  const mostSlots = Math.max(env.ARCHIVE_SLOTS, env.ARCHIVE_MOST_SLOTS);
  const store = archiveStoreOptions(env, mostSlots, installation);
  if (store === null) return null;
  return {
    store,
    hotDir: env.HOT_DIR,
    installation,
    slots: env.ARCHIVE_SLOTS,
    mostSlots,
    bytesPerSecond: env.ARCHIVE_BYTES_PER_SECOND || null,
    window: {
      from: env.ARCHIVE_WINDOW_START,
      to: env.ARCHIVE_WINDOW_END,
      timeZone: env.ARCHIVE_TIME_ZONE,
    },
    minimumAgeMs: env.ARCHIVE_MINIMUM_AGE_HOURS * HOUR_MS,
    sweepAfterMs: env.ARCHIVE_SWEEP ? env.ARCHIVE_GRACE_HOURS * HOUR_MS : null,
    pace: { ...DEFAULT_PACE, leaseMs: env.ARCHIVE_LEASE_SECONDS * SECOND_MS },
  };
}
