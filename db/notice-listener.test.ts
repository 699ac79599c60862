import { DeviceId, newId } from '@workcompanion/core/ids';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { NoticeListener } from './notice-listener.ts';
import { channelOf, sendNotice } from './notices.ts';
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts';
import { withTransaction } from './transaction.ts';

const SOON = { timeout: 10_000, interval: 10 };

let database: TestDatabase;
let listener: NoticeListener;
let heard: unknown[];
let changes: boolean[];
let problems: unknown[];
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  [heard, changes, problems] = [[], [], []];
  listener = new NoticeListener({
    databaseUrl: database.url,
    applicationName: 'listening',
    hear: {
      watched: (device) => heard.push(device),
      'sessions-ended': (user) => heard.push(user),
      'footage-destroyed': () => 0,
      'rights-changed': () => heard.push('rights'),
    },
    onChange: (isListening) => changes.push(isListening),
    onProblem: (error) => problems.push(error),
  });
  await expect.poll(() => changes, SOON).toEqual([true]);
});
afterEach(() => listener.stop());

test('hears what was told, and of a transaction only what was committed', async () => {
  const device = newId(DeviceId);
  const undone = withTransaction(database.db, async (tx) => {
    await sendNotice(tx, 'watched', newId(DeviceId));
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  await sendNotice(database.db, 'watched', device);
  await sendNotice(database.db, 'rights-changed', '');
  await expect.poll(() => heard, SOON).toEqual([device, 'rights']);
});

test('lets what makes no sense pass, and tells of it', async () => {
  await database.db.execute(sql`select pg_notify(${channelOf('watched')}, 'no device')`);
  await sendNotice(database.db, 'rights-changed', '');
  await expect.poll(() => heard, SOON).toEqual(['rights']);
  expect(problems).toHaveLength(1);
});

test('connects again when its connection is ended, and says so', async () => {
  await database.owner.db.execute(
    sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'listening'`,
  );
  await expect.poll(() => changes, SOON).toEqual([true, false, true]);
  await sendNotice(database.db, 'rights-changed', '');
  await expect.poll(() => heard, SOON).toEqual(['rights']);
  expect(problems).toHaveLength(1);
});
