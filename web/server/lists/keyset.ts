import { AppError } from '@workcompanion/core/errors';
import { type AnyColumn, type SQL, sql } from 'drizzle-orm';
import { columnOf, isDescending, type SortBy } from '../../contract/sort.ts';
import type { SortPosition } from '../../contract/sorted-page.ts';

/** How values of a type look in a cursor: what does not is no cursor of ours, and never a query. */
const LOOKS = {
  text: /^/,
  uuid: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  integer: /^-?\d{1,9}$/,
  bigint: /^-?\d{1,18}$/,
  'integer[]': /^\{(?:\d{1,9}(?:,\d{1,9})*)?\}$/,
  timestamptz: /^\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?\+00$/,
} as const;

export interface SortKey {
  readonly value: SQL | AnyColumn;
  readonly type: keyof typeof LOOKS;
  /** Rows without a value come last, whichever the direction. */
  readonly isNullable?: true;
}

interface KeysetWish<Column extends string> {
  readonly keys: Readonly<Record<Column, SortKey>>;
  /** Unique: what puts rows of the same value in an order. */
  readonly id: SortKey;
  readonly sort: SortBy<Column>;
  readonly cursor?: SortPosition | undefined;
}

/**
 * One page of a list that is sorted by a column: what to select (`key`), which rows are `after` the page
 * before, and how to sort. Rows of one value follow by id in the same direction, so that a page ends
 * anywhere and rows that come meanwhile move nothing.
 */
export function keyset<Column extends string>({ keys, id, sort, cursor }: KeysetWish<Column>) {
  const key = keys[columnOf(sort)];
  const way = isDescending(sort) ? sql`desc` : sql`asc`;
  const position = cursor && checked(cursor, { sort, key, id });
  return {
    key: sql<string | null>`(${key.value})::text`,
    after: position && isAfter(position, { key, id, isLastFirst: isDescending(sort) }),
    by: key === id ? [sql`${id.value} ${way}`] : [orderOf(key, way), sql`${id.value} ${way}`],
    /** The rows of the page, of which one more was read, and the cursor of the next one. */
    cut<Row extends { readonly key: string | null }>(
      rows: readonly Row[],
      { limit, idOf }: { readonly limit: number; readonly idOf: (row: Row) => string | number },
    ) {
      const page = rows.slice(0, limit);
      const last = rows.length > limit ? page.at(-1) : undefined;
      const next = last ? sortCursor({ sort, key: last.key, id: String(idOf(last)) }) : null;
      return { page, next };
    },
  };
}

function orderOf({ value, isNullable }: SortKey, way: SQL): SQL {
  return isNullable ? sql`${value} ${way} nulls last` : sql`${value} ${way}`;
}

interface Keys {
  readonly key: SortKey;
  readonly id: SortKey;
}

function checked(position: SortPosition, { sort, key, id }: Keys & { readonly sort: string }) {
  const isKey = position.key === null ? key.isNullable : LOOKS[key.type].test(position.key);
  if (position.sort === sort && isKey && LOOKS[id.type].test(position.id)) return position;
  throw new AppError('invalid-input', 'Not a valid request. cursor: it is of another order');
}

function isAfter(
  position: SortPosition,
  { key, id, isLastFirst }: Keys & { readonly isLastFirst: boolean },
): SQL {
  const beyond = isLastFirst ? sql`<` : sql`>`;
  const itsId = sql`${position.id}::${sql.raw(id.type)}`;
  if (key === id) return sql`${id.value} ${beyond} ${itsId}`;
  if (position.key === null) {
    return sql`(${key.value} is null and ${id.value} ${beyond} ${itsId})`;
  }
  // Compared as a pair, which an index of both can begin from.
  const its = sql`(${position.key}::${sql.raw(key.type)}, ${itsId})`;
  const isBeyond = sql`(${key.value}, ${id.value}) ${beyond} ${its}`;
  return key.isNullable ? sql`(${isBeyond} or ${key.value} is null)` : isBeyond;
}

/** A position as `SortCursor` of the contract reads it. */
export function sortCursor({ sort, key, id }: SortPosition): string {
  return Buffer.from(JSON.stringify([sort, key, id])).toString('base64url');
}
