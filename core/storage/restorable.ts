import type { BlobStore } from './blob-store.ts';

/** How soon a restore should be done; the store's price list says what that costs. */
export type RestoreTier = 'expedited' | 'standard' | 'bulk';

export type RestoreState =
  /** Can be read; if a restored copy, until then. */
  | { readonly kind: 'readable'; readonly untilMs: number | null }
  | { readonly kind: 'restoring' }
  /** Must be asked for. */
  | { readonly kind: 'frozen' };

/** What stores with archive classes can do besides. */
export interface Restorable {
  /** Asks for a readable copy, for so many days. May run twice. Throws `blob-missing`. */
  restore(key: string, wish: { readonly days: number; readonly tier: RestoreTier }): Promise<void>;
  /** Throws `blob-missing`. */
  restoreState(key: string): Promise<RestoreState>;
}

/** Whether a store has classes that must be restored first. */
export function isRestorable(store: BlobStore): store is BlobStore & Restorable {
  return 'restore' in store && 'restoreState' in store;
}

interface RestoreFacts {
  /** Whether the blob lies in a class that must be restored first. */
  readonly isFrozenClass: boolean;
  /**
   * As TOS and S3 both say it in answers to HEAD: `ongoing-request="true"` while it lasts, then
   * `ongoing-request="false", expiry-date="Fri, 19 Apr 2024 00:00:00 GMT"`.
   */
  readonly restore: string;
}

export function restoreStateOf({ isFrozenClass, restore }: RestoreFacts): RestoreState {
  if (!isFrozenClass) return { kind: 'readable', untilMs: null };
  if (restore === '') return { kind: 'frozen' };
  if (restore.includes('ongoing-request="true"')) return { kind: 'restoring' };
  const until = Date.parse(/expiry-date="([^"]+)"/.exec(restore)?.[1] ?? '');
  return { kind: 'readable', untilMs: Number.isNaN(until) ? null : until };
}

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
