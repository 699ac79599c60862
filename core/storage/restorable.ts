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
