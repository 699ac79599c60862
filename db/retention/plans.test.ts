import type { DeletionId, DeviceId, KeyId } from '@workcompanion/core/ids';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../client.ts';
import { explain } from '../testing/explain.ts';
import {
  insertMuchFootage,
  MUCH_FOOTAGE,
  MUCH_FOOTAGE_ENDS as NOW,
} from '../testing/insert-much-footage.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { footageBytes } from './amounts-of.ts';
import { DAY } from './decide-deletion.ts';
import { holdsOfDevices, keysOfDevices } from './decide-for-devices.ts';
import { keysWithFootage } from './decide-request.ts';
import { deletedStretches } from './deleted-stretches.ts';
import { devicePages } from './device-pages.ts';
import { keysOfDeletion, nextUnfinishedDeletion } from './next-unfinished-deletion.ts';
import { rehearseDeletion } from './rehearse-deletion.ts';
import { segmentsOfKeys } from './segments-of-keys.ts';

let database: TestDatabase;
let devices: readonly DeviceId[] = [];
let keys: readonly KeyId[];
beforeAll(async () => {
  database = await createTestDatabase();
  await insertMuchFootage(database.owner.db);
  for await (const page of devicePages(database.db)) devices = page.map(({ id }) => id);
  keys = await keysBefore(10 * DAY);
}, 120_000);
afterAll(() => database.close());

const plan = (run: (db: Db) => Promise<unknown>) => explain(database.pool, run);
const first = (): DeviceId[] => devices.slice(0, 1);

async function keysBefore(age: number): Promise<KeyId[]> {
  const found = await keysOfDevices(database.db, first(), NOW - age);
  return [...found.values()].flat().map(({ id }) => id);
}

describe('with 200,000 segments, retention finds', () => {
  it('expired keys among those that live', async () => {
    expect(keys).toHaveLength(30);
    const plans = await plan((db) => keysOfDevices(db, first(), NOW - 10 * DAY));
    expect(plans).toContain('data_keys_live');
    expect(plans).not.toContain('Seq Scan on data_keys');
  });

  it('the holds in force of a page of devices', async () => {
    const plans = await plan((db) => holdsOfDevices(db, devices, NOW));
    expect(plans).toMatch(/Index Scan on holds_(person|device)/);
    expect(plans).not.toContain('Seq Scan on holds');
  });

  it('how much was recorded in a stretch', async () => {
    const stretches = [{ deviceId: devices[0] ?? fail(), from: NOW - 2 * DAY, to: NOW - DAY }];
    const plans = await plan((db) => footageBytes(db, stretches));
    expect(plans).toContain('spans_device_starts');
    expect(plans).not.toContain('Seq Scan on spans');
  });

  it('what the keys of a device have encrypted, page after page', async () => {
    const wish = {
      deviceId: devices[0] ?? fail(),
      keys,
      stretch: { from: NOW - 41 * DAY, to: NOW - 9 * DAY },
      limit: 500,
    };
    const page = await segmentsOfKeys(database.db, { ...wish, after: null });
    expect(page).toHaveLength(500);
    for (const after of [null, page.at(-1)?.id ?? fail()]) {
      const plans = await plan((db) => segmentsOfKeys(db, { ...wish, after }));
      expect(plans).toContain('spans_device_starts');
      expect(plans).toMatch(/recording_id_id_idx/);
      expect(plans).not.toContain('Seq Scan on segments_y');
    }
  });

  it('the keys that have encrypted a stretch of a device', async () => {
    const stretch = { from: NOW - 20 * DAY, to: NOW - 15 * DAY };
    const device = devices[0] ?? fail();
    expect(await keysWithFootage(database.db, device, stretch)).toHaveLength(5);
    const plans = await plan((db) => keysWithFootage(db, device, stretch));
    expect(plans).toContain('spans_device_starts');
    expect(plans).toContain('data_keys_pkey');
    expect(plans).not.toContain('Seq Scan on segments_y');
  });

  it('the deletions that are not finished, and their keys', async () => {
    const plans = await plan((db) =>
      nextUnfinishedDeletion(db, { startedBefore: NOW * 2, after: null }),
    );
    expect(plans).toContain('deletions_unfinished');
    const [{ id } = fail()] = (
      await database.db.execute<{ id: DeletionId }>(sql`select id from deletions limit 1`)
    ).rows;
    expect(await keysOfDeletion(database.db, id)).toHaveLength(1);
    expect(await plan((db) => keysOfDeletion(db, id))).toContain('data_keys_deletion');
  });

  it('that a day has lost nothing', async () => {
    const day = { deviceIds: first(), from: NOW - DAY, to: NOW };
    const plans = await plan((db) => deletedStretches(db, day));
    expect(plans).toContain('data_keys_device_window');
    expect(plans).not.toContain('Seq Scan');
  });

  it('what a rule would take, with no look at any segment', async () => {
    const wish = { at: NOW, dueBy: NOW };
    const { goes, people } = await rehearseDeletion(database.db, wish);
    expect(people).toBe(MUCH_FOOTAGE.devices);
    expect(goes.keys).toBeGreaterThan(0);
    expect(await plan((db) => rehearseDeletion(db, wish))).not.toContain('segments');
  });
});

function fail(): never {
  throw new Error('nothing there');
}
