import { AppError } from '@workcompanion/core/errors';
import type { ByteRange } from '@workcompanion/core/storage/blob-store';

/**
 * The one byte range that a `Range` header asks of `size` bytes; null for none, and, as RFC 9110
 * (14.2) allows, for what we do not serve: other units, several ranges, a header that is no range.
 * Throws `range-not-satisfiable`.
 */
export function rangeOf(header: string | null, size: number): ByteRange | null {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/i.exec(header?.replaceAll(' ', '') ?? '');
  const [, first = '', last = ''] = match ?? [];
  if (first === '' && last === '') return null;
  if (first !== '' && last !== '' && Number(last) < Number(first)) return null;
  // "bytes=-N": the last N bytes.
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size : Math.min(Number(last) + 1, size);
  if (start < end) return { start, end };
  throw new AppError('range-not-satisfiable', `There are ${size} bytes.`, { details: { size } });
}
