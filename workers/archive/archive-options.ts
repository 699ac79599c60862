import type { DailyWindow } from '@workcompanion/core/schedule/window-schedule';
import {
  type ArchiveStoreOptions,
  archiveStoreOptions,
} from '@workcompanion/core/storage/archive/archive-store-options';
import {
  type HotStoreOptions,
  hotStoreOptions,
} from '@workcompanion/core/storage/hot/open-hot-store';
import type { WorkerEnv } from '../env.ts';
import type { RunReport } from './run-progress.ts';

/** How the archive treats failures. All ms. */
export interface ArchivePace {
  /** A claim lasts so long; work on it is given up after 0.8 of it. */
  readonly leaseMs: number;
  /** Before the second try of a segment; doubled for each further one, up to the ceiling. */
  readonly retryMs: number;
  readonly retryCeilingMs: number;
  /** Before the second look at a segment whose bytes are not where they should be. */
  readonly secondLookMs: number;
  /** For the first pause of all slots; doubled for each further one, up to the ceiling. */
  readonly pauseMs: number;
  readonly pauseCeilingMs: number;
  /** After the store has turned us away. */
  readonly refusedMs: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export const DEFAULT_PACE: ArchivePace = {
  leaseMs: 5 * MINUTE,
  retryMs: 2 * SECOND,
  retryCeilingMs: 15 * MINUTE,
  secondLookMs: 5 * MINUTE,
  pauseMs: 2 * SECOND,
  pauseCeilingMs: 5 * MINUTE,
  refusedMs: 10 * MINUTE,
};

/** `sweep`: the grace does not count. `early`: nor do window and minimum age. `full`: nor the rate. */
export type ArchiveUrgency = 'none' | 'sweep' | 'early' | 'full';

export interface ArchiveOptions {
  readonly store: ArchiveStoreOptions;
  readonly hotStore: HotStoreOptions;
  /** How many segments are under way at once in this process, at first and at most. */
  readonly slots: number;
  readonly mostSlots: number;
  /** The limit for all slots together; null for none. */
  readonly bytesPerSecond: number | null;
  /** Null: always open. */
  readonly window: DailyWindow | null;
  /** Younger segments wait. */
  readonly minimumAgeMs: number;
  /** Local copies go so long after the archive's copy was proved; null keeps them all. */
  readonly sweepAfterMs: number | null;
  /** Asked at each claim. */
  readonly urgency?: () => ArchiveUrgency;
  /** Told how far it is. */
  readonly report?: RunReport;
  readonly pace: ArchivePace;
}

/** Whether to archive now, whatever window and age say. */
export function isHurried(urgency: ArchiveUrgency): boolean {
  return urgency === 'early' || urgency === 'full';
}

/** What the environment says of the archive; null when it is off. Throws an Error for the operator. */
export function archiveOptionsOf(env: WorkerEnv, installation?: string): ArchiveOptions | null {
  const mostSlots = Math.max(env.ARCHIVE_SLOTS, env.ARCHIVE_MOST_SLOTS);
  const store = archiveStoreOptions(env, mostSlots, installation);
  if (store === null) return null;
  const hotStore = hotStoreOptions(env, installation);
  return {
    store,
    hotStore,
    slots: env.ARCHIVE_SLOTS,
    mostSlots,
    bytesPerSecond: env.ARCHIVE_BYTES_PER_SECOND || null,
    window: {
      from: env.ARCHIVE_WINDOW_START,
      to: env.ARCHIVE_WINDOW_END,
      timeZone: env.ARCHIVE_TIME_ZONE,
    },
    minimumAgeMs: env.ARCHIVE_MINIMUM_AGE_HOURS * HOUR,
    sweepAfterMs: env.ARCHIVE_SWEEP ? env.ARCHIVE_GRACE_HOURS * HOUR : null,
    pace: { ...DEFAULT_PACE, leaseMs: env.ARCHIVE_LEASE_SECONDS * SECOND },
  };
}
