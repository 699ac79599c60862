import type { AppError } from '@workcompanion/core/errors';
import type { Interval } from '@workcompanion/core/footage/interval';
import type { RestoreStatus } from '../../../contract/restores.ts';

/** What the bytes of a display wait for; null or `reading-back` while all goes well. */
export type Trouble =
  /** They come from the archive, which takes longer. */
  | { readonly kind: 'reading-back' }
  /** It is tried again by itself then, Unix ms. */
  | { readonly kind: 'archive-down'; readonly retryAt: number }
  | FrozenTrouble;

/** The archive must be asked to make it readable. */
export interface FrozenTrouble {
  readonly kind: 'frozen';
  readonly stretch: Interval;
  /** Null until it is known. */
  readonly status: RestoreStatus | null;
  /** Why it could not be asked for. */
  readonly error: AppError | null;
}

/** So that React hears of what changed. */
export function sameTrouble(a: Trouble | null, b: Trouble | null): boolean {
  if (a === null || b === null || a.kind !== b.kind) return a === b;
  if (a.kind === 'archive-down' && b.kind === 'archive-down') return a.retryAt === b.retryAt;
  if (a.kind !== 'frozen' || b.kind !== 'frozen') return true;
  return a.stretch.from === b.stretch.from && a.status === b.status && a.error === b.error;
}
