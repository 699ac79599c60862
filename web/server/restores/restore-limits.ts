import { AppError } from '@workcompanion/core/errors';

/** Limits one request, since each segment costs a request to the archive, and a fee. */
export const MAX_SEGMENTS = 400;
/** µs. */
const MAX_RANGE = 2 * 3_600_000_000;

/** Throws `invalid-input` or `range-too-long`. */
export function assertRestorableRange({
  from,
  to,
}: {
  readonly from: number;
  readonly to: number;
}): void {
  if (to <= from) throw new AppError('invalid-input', 'The range ends before it begins.');
  if (to - from > MAX_RANGE) {
    throw new AppError('range-too-long', 'At most 2 hours can be asked for at once.');
  }
}
