import { checkpointContradictions } from '@workcompanion/db/schema/checkpoint-contradictions';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import { createTestDatabase, type TestDatabase } from '@workcompanion/db/testing/test-database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decideAlerts } from './decide-alerts.ts';
import { readAlertFacts } from './read-alert-facts.ts';

const NOW = 1_795_000_000_000_000;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

// In a database of its own: what contradicts us can't be deleted after the test.
test('a computer that keeps another history than this server is an alert of tampering', async () => {
  const { db } = database;
  await insertDevice(db, { lastSeenAt: NOW });
  const deviceId = await insertDevice(db, { lastSeenAt: NOW });
  const told = async () =>
    decideAlerts(await readAlertFacts(db, NOW)).filter(({ alert }) => alert === 'tampering');
  expect(await told()).toEqual([]);
  const keptHash = Buffer.alloc(32, 1);
  await db
    .insert(checkpointContradictions)
    .values({ deviceId, kind: 'replaced', checkpoint: 3, keptHash, foundAt: NOW });
  expect(await told()).toMatchObject([{ weight: 1, facts: { devices: 1 } }]);
});
