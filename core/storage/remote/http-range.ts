import type { ByteRange } from '../blob-store.ts';
import { checkedRange } from '../checked-range.ts';

/** Throws `range-not-satisfiable` for what HTTP can't even ask, before the size is known. */
export function httpRange(range: ByteRange): string {
  checkedRange(Number.MAX_SAFE_INTEGER, range);
  return `bytes=${range.start}-${range.end - 1}`;
}
