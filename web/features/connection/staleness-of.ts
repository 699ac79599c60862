import { isAppError } from '@workcompanion/core/errors';
import { requestIdOf } from '../api/error-of.ts';

/** What of a query in use decides whether it is as fresh as it looks. */
export interface ShownQuery {
  readonly data: unknown;
  readonly dataUpdatedAt: number;
  readonly error: Error | null;
}

export interface Staleness {
  /** `lost`: no answer comes at all; `failed`: the server answers that it can't. */
  readonly kind: 'lost' | 'failed';
  /** Unix ms of the oldest of what is shown. */
  readonly since: number;
}

/** The page itself says these: what it showed is gone, or was never theirs. */
const SAID_BY_PAGE = ['forbidden', 'not-found', 'unauthenticated', 'invalid-input'] as const;

/** Something is shown, and a later look for it failed. */
export function isStale({ data, error }: ShownQuery): boolean {
  if (data === undefined || error === null) return false;
  return !SAID_BY_PAGE.some((code) => isAppError(error, code));
}

/** Null: all that is shown is as fresh as it looks. */
export function stalenessOf(shown: readonly ShownQuery[], isOnline: boolean): Staleness | null {
  const old = isOnline ? shown.filter(isStale) : shown.filter(({ data }) => data !== undefined);
  if (old.length === 0) return null;
  const since = Math.min(...old.map(({ dataUpdatedAt }) => dataUpdatedAt));
  const isLost = !isOnline || old.some(({ error }) => isNoAnswer(error));
  return { kind: isLost ? 'lost' : 'failed', since };
}

/** Also a proxy's, which has no server behind it. */
function isNoAnswer(error: Error | null): boolean {
  return isAppError(error, 'unavailable') && requestIdOf(error) === null;
}
