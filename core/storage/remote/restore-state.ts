import type { RestoreState } from '../restorable.ts';

export interface RestoreFacts {
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
