import type { Policy } from '@workcompanion/core/protocol/policy';

/** Bytes a second that may be sent just now; null for no limit. `metered`: null when nobody can tell. */
export function uploadRate(
  { upload, saving }: Pick<Policy, 'upload' | 'saving'>,
  metered: boolean | null,
): number | null {
  const rates = [upload.bytesPerSecond, metered === true ? saving.meteredBytesPerSecond : null];
  const limits = rates.filter((rate) => rate !== null);
  return limits.length === 0 ? null : Math.min(...limits);
}
