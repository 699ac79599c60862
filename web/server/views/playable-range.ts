import { AppError } from '@workcompanion/core/errors';

/** µs. A local day has up to 25 hours; an hour more for a player's margin. */
const MAX_RANGE = 26 * 3_600_000_000;

/** Throws `invalid-input` or `range-too-long`. */
export function assertPlayableRange({
  from,
  to,
}: {
  readonly from: number;
  readonly to: number;
}): void {
  if (to <= from) throw new AppError('invalid-input', 'The range ends before it begins.');
  if (to - from > MAX_RANGE) {
    throw new AppError('range-too-long', 'At most 26 hours can be asked for at once.');
  }
}
