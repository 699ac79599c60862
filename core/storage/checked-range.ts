import { AppError } from '../errors.ts';
import type { ByteRange } from './blob-store.ts';

/** The range, or the whole. Throws `range-not-satisfiable` unless it lies within `size` bytes. */
export function checkedRange(size: number, range: ByteRange | undefined): ByteRange {
  if (range === undefined) return { start: 0, end: size };
  if (!(range.start >= 0 && range.start < range.end && range.end <= size)) {
    throw new AppError('range-not-satisfiable', `no range of ${size} bytes`, {
      details: { size, start: range.start, end: range.end },
    });
  }
  return range;
}

/** Throws `range-not-satisfiable` for what HTTP can't even ask, before the size is known. */
export function httpRange(range: ByteRange): string {
  checkedRange(Number.MAX_SAFE_INTEGER, range);
  return `bytes=${range.start}-${range.end - 1}`;
}
