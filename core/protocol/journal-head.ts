import { z } from 'zod';
import { DeviceId } from '../ids.ts';
import { CompactJws, Sha256Base64Url, UtcMicros } from './primitives.ts';

const Index = z.number().int().min(0);

/** Journal indices, both ends within. */
export const IndexRange = z
  .object({ first: Index, last: Index })
  .refine(({ first, last }) => first <= last, 'a range ends before it begins');
export type IndexRange = z.infer<typeof IndexRange>;

/** Whether ranges follow each other, all before `end`. */
export function areAscending(ranges: readonly IndexRange[], end: number): boolean {
  return ranges.every(({ last }, at) => last < (ranges[at + 1]?.first ?? end));
}

export const MOST_MISSING_RANGES = 200;

/** How far the server holds a device's journal, signed by the server. */
export const JournalHead = z.object({
  v: z.literal(1),
  device: DeviceId,
  /** One above the highest index held. */
  next: Index,
  /** The hash of the entry below `next`; GENESIS when none is held. */
  hash: Sha256Base64Url,
  /** Indices below `next` that are not held, and may still come; oldest first. */
  missing: z.array(IndexRange).max(MOST_MISSING_RANGES),
  /** More are missing than are told here. */
  more: z.boolean(),
  at: UtcMicros,
});
export type JournalHead = z.infer<typeof JournalHead>;

export const JournalHeadResponse = z.object({ head: CompactJws });
export type JournalHeadResponse = z.infer<typeof JournalHeadResponse>;
