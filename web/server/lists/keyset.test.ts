import { isAppError } from '@workcompanion/core/errors';
import { utcMicros } from '@workcompanion/db/schema/utc-micros';
import { createTestDatabase, type TestDatabase } from '@workcompanion/db/testing/test-database';
import { sql } from 'drizzle-orm';
import { bigint, integer, pgTable, text } from 'drizzle-orm/pg-core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { columnOf, isDescending, sortOf } from '../../contract/sort.ts';
import { SortCursor, type SortPosition } from '../../contract/sorted-page.ts';
import { keyset, type SortKey, sortCursor } from './keyset.ts';

const things = pgTable('things', {
  id: integer().primaryKey(),
  name: text().notNull(),
  size: bigint({ mode: 'number' }),
  seenAt: utcMicros('seen_at'),
  version: integer().array(),
});

const KEYS = {
  name: { value: things.name, type: 'text' },
  size: { value: things.size, type: 'bigint', isNullable: true },
  seenAt: { value: things.seenAt, type: 'timestamptz', isNullable: true },
  version: { value: things.version, type: 'integer[]', isNullable: true },
  id: { value: things.id, type: 'integer' },
} as const satisfies Record<string, SortKey>;
const Sort = sortOf(['name', 'size', 'seenAt', 'version', 'id']);

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.owner.db.execute(sql`create table things (
    id integer primary key, name text not null, size bigint, seen_at timestamptz, version int[])`);
  await database.owner.db.execute(sql`grant all on things to public`);
});
afterAll(() => database.close());

interface PageWish {
  readonly sort: (typeof Sort.options)[number];
  readonly limit: number;
  readonly cursor?: SortPosition | undefined;
}

async function read({ sort, limit, cursor }: PageWish) {
  const order = keyset({ keys: KEYS, id: KEYS.id, sort, cursor });
  const rows = await database.db
    .select({ thing: things, key: order.key })
    .from(things)
    .where(order.after)
    .orderBy(...order.by)
    .limit(limit + 1);
  const { page, next } = order.cut(rows, { limit, idOf: ({ thing }) => thing.id });
  return { items: page.map(({ thing }) => thing), next };
}

type Thing = Awaited<ReturnType<typeof read>>['items'][number];

/** All pages, one after the other; `between` happens after each. */
async function readAll(wish: PageWish, between: () => Promise<unknown> = async () => {}) {
  const items: Thing[] = [];
  let cursor: SortPosition | undefined;
  do {
    const page = await read({ ...wish, cursor });
    expect(page.items.length).toBeLessThanOrEqual(wish.limit);
    items.push(...page.items);
    cursor = page.next === null ? undefined : SortCursor.parse(page.next);
    if (cursor) await between();
  } while (cursor);
  return items;
}

/** Few values, so that most are shared; text of several scripts, times to the microsecond. */
const thing = fc.record({
  name: fc.constantFrom('', 'a', 'A', 'é', 'b c', "'", '林梅', '😀'),
  size: fc.option(fc.constantFrom(-1, 0, 9, 10, 900_000_000_000)),
  seenAt: fc.option(fc.constantFrom(0, 1, 1_764_000_000_000_001, 1_764_000_000_000_010)),
  version: fc.option(fc.array(fc.constantFrom(1, 2, 10), { maxLength: 2 })),
});
const wish = fc.record({
  sort: fc.constantFrom(...Sort.options),
  limit: fc.integer({ min: 1, max: 5 }),
});

async function store(values: readonly Omit<Thing, 'id'>[]): Promise<void> {
  await database.db.delete(things);
  // Ids of no order in time.
  const rows = values.map((value, at) => ({ ...value, id: (at * 7_919 + 13) % 10_007 }));
  if (rows.length > 0) await database.db.insert(things).values(rows);
}

describe('keyset', () => {
  it('gives every row exactly once, in the order of the whole list', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(thing, { maxLength: 24 }),
        wish,
        async (values, { sort, limit }) => {
          await store(values);
          const whole = await readAll({ sort, limit: 1_000 });
          expect(whole).toHaveLength(values.length);
          expect(await readAll({ sort, limit })).toEqual(whole);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('sorts by value, then by id, with what has none last in both directions', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(thing, { maxLength: 24 }),
        fc.constantFrom('size', '-size', 'seenAt', '-seenAt'),
        async (values, sort) => {
          await store(values);
          const way = isDescending(sort) ? -1 : 1;
          const sizeOrTime = (one: Thing) => one[columnOf<'size' | 'seenAt'>(sort)];
          const expected = (await readAll({ sort: 'id', limit: 1_000 })).toSorted((one, other) => {
            const [a, b] = [sizeOrTime(one), sizeOrTime(other)];
            if (a === b) return way * (one.id - other.id);
            return a === null ? 1 : b === null ? -1 : way * (a - b);
          });
          expect(await readAll({ sort, limit: 3 })).toEqual(expected);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('keeps what was there whole while rows come in between', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(thing, { minLength: 4, maxLength: 16 }),
        fc.array(thing, { minLength: 8, maxLength: 8 }),
        wish,
        async (values, later, { sort, limit }) => {
          await store(values);
          const before = await readAll({ sort, limit: 1_000 });
          const coming = later.map((value, at) => ({ ...value, id: 20_000 - at * 2_500 }));
          const seen = await readAll({ sort, limit }, async () => {
            const next = coming.pop();
            if (next) await database.db.insert(things).values(next).onConflictDoNothing();
          });
          const old = new Set(before.map(({ id }) => id));
          expect(seen.filter(({ id }) => old.has(id))).toEqual(before);
          expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
          const whole = (await readAll({ sort, limit: 1_000 })).map(({ id }) => id);
          const places = seen.map(({ id }) => whole.indexOf(id));
          expect(places).toEqual(places.toSorted((a, b) => a - b));
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([
    ['another column', { sort: 'size', key: '1', id: '1' }],
    ['the other direction', { sort: '-name', key: 'a', id: '1' }],
    ['no value where each row has one', { sort: 'name', key: null, id: '1' }],
    ['an id of another kind', { sort: 'name', key: 'a', id: '1; drop table things' }],
  ])('refuses a cursor of %s', async (_, cursor) => {
    const refused = read({ sort: 'name', limit: 1, cursor });
    await expect(refused).rejects.toSatisfy(
      (error) => isAppError(error) && error.code === 'invalid-input',
    );
  });

  it('refuses a value that is none of its type, before PostgreSQL sees it', async () => {
    for (const [sort, key] of [
      ['size', 'many'],
      ['seenAt', 'now'],
      ['version', '{1,x}'],
    ] as const) {
      const refused = read({ sort, limit: 1, cursor: { sort, key, id: '1' } });
      await expect(refused, sort).rejects.toThrow('another order');
    }
  });
});

describe('SortCursor', () => {
  it('comes back as it was, and is nothing else', () => {
    const position = { sort: '-name', key: '林, "a"', id: '7' };
    expect(SortCursor.parse(sortCursor(position))).toEqual(position);
    const bad = [
      '',
      'x',
      btoa('["a"]'),
      btoa('["a",1,"b"]'),
      sortCursor({ ...position, key: '\0' }),
    ];
    for (const text of bad) expect(SortCursor.safeParse(text).success, text).toBe(false);
  });
});
