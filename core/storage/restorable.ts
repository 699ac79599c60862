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
