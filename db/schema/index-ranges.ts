import type { IndexRange } from '@workcompanion/core/protocol/journal-head';
import { customType } from 'drizzle-orm/pg-core';

/** `int8multirange`: PostgreSQL keeps the ranges apart and in order. It tells them half-open. */
export const indexRanges = customType<{ data: readonly IndexRange[]; driverData: string }>({
  dataType: () => 'int8multirange',
  toDriver: (ranges) => `{${ranges.map(({ first, last }) => `[${first},${last}]`).join()}}`,
  fromDriver: (text) =>
    [...text.matchAll(/\[(\d+),(\d+)\)/g)].map(([, first, end]) => ({
      first: Number(first),
      last: Number(end) - 1,
    })),
});
