import type { z } from 'zod';
import { PageSize } from '../page-size.ts';
import { SortCursor } from './sort-cursor.ts';

/** What a request for a page of a sorted list may say: `fallback` is the order of who asks for none. */
export function sortedPage<S extends z.ZodEnum>(
  sort: S,
  fallback: z.util.NoUndefined<z.output<S>>,
) {
  return { sort: sort.default(fallback), cursor: SortCursor.optional(), limit: PageSize };
}
