import type { Restore } from '@workcompanion/db/restores/advance-restore';
import type { RestoreStatus } from '../../contract/restores.ts';

type RestoreCounts = Omit<RestoreStatus, 'ifRequestedNow'>;

/** The latest word on each segment, counted. What was readable and is so no more counts for nothing. */
export function restoreStatus(latest: readonly Restore[], now: number): RestoreCounts {
  const restoring = latest.filter(({ readyAt, failedAt }) => readyAt === null && failedAt === null);
  const ready = latest.filter(
    ({ readyAt, readableUntil }) =>
      readyAt !== null && (readableUntil === null || readableUntil > now),
  );
  const failed = latest.filter(({ failedAt }) => failedAt !== null);
  const times = restoring.map(({ expectedAt }) => expectedAt);
  return {
    restoring: restoring.length,
    ready: ready.length,
    failed: failed.length,
    expectedAt: times.length === 0 ? null : Math.max(...times),
  };
}
