import type { RestoreTier } from './restorable.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** At the latest, as Volcengine and AWS document it; for objects of usual size. */
const LATEST_MS: Readonly<Record<string, Readonly<Record<RestoreTier, number>>>> = {
  ARCHIVE: { expedited: MINUTE_MS, standard: MINUTE_MS, bulk: MINUTE_MS },
  COLD_ARCHIVE: { expedited: 5 * MINUTE_MS, standard: 5 * HOUR_MS, bulk: 12 * HOUR_MS },
  GLACIER: { expedited: 5 * MINUTE_MS, standard: 5 * HOUR_MS, bulk: 12 * HOUR_MS },
  DEEP_ARCHIVE: { expedited: 12 * HOUR_MS, standard: 12 * HOUR_MS, bulk: 48 * HOUR_MS },
  DEEP_COLD_ARCHIVE: { expedited: 12 * HOUR_MS, standard: 12 * HOUR_MS, bulk: 48 * HOUR_MS },
};

/** How long a restore may take; for a class that nobody told, as long as the longest. */
export function latestRestoreMs(storageClass: string | null, tier: RestoreTier): number {
  const times = LATEST_MS[storageClass ?? ''] ?? LATEST_MS['DEEP_COLD_ARCHIVE'];
  return times?.[tier] ?? 48 * HOUR_MS;
}
