import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '../client.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { takeSlot } from './take-slot.ts';

const SECOND = 1_000_000;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const wish = (name: string, now = 0) => ({ name, most: 3, now, lasts: 10 * SECOND });

test('gives so many at once to all nodes together, however they come', async () => {
  const other = connect(database.url);
  try {
    const taken = await Promise.all(
      [database, other, database, other, database, other].map(({ db }) => takeSlot(db, wish('a'))),
    );
    const held = taken.filter((free) => free !== null);
    expect(held).toHaveLength(3);
    expect(await takeSlot(database.db, wish('another'))).not.toBeNull();
    await held[0]?.();
    await held[0]?.();
    expect(await takeSlot(other.db, wish('a'))).not.toBeNull();
    expect(await takeSlot(database.db, wish('a'))).toBeNull();
  } finally {
    await other.close();
  }
});

test('gives again what a node that died did not free', async () => {
  for (const _ of [1, 2, 3]) await takeSlot(database.db, wish('left'));
  expect(await takeSlot(database.db, wish('left', 9 * SECOND))).toBeNull();
  expect(await takeSlot(database.db, wish('left', 10 * SECOND))).not.toBeNull();
});
