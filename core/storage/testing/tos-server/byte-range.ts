import { Refusal } from './refusal.ts';

/** RFC 9110, 14.1.2: one range of bytes, half-open; null without the header. An end beyond is cut off. */
export function byteRange(
  header: string | undefined,
  size: number,
): { readonly start: number; readonly end: number } | null {
  if (header === undefined) return null;
  const match = /^bytes=(\d*)-(\d*)$/.exec(header);
  const [, first = '', last = ''] = match ?? [];
  if (match === null || (first === '' && last === '')) throw new Refusal(416, 'InvalidRange');
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size : Math.min(size, Number(last) + 1);
  if (start >= end) throw new Refusal(416, 'InvalidRange');
  return { start, end };
}
