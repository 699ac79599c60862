import { type DeviceSigns, deviceHealth } from '@workcompanion/core/fleet/device-health';
import { count, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deviceStates } from '../schema/device-states.ts';
import { devices } from '../schema/devices.ts';
import { insertDevice } from '../testing/insert-device.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { DEVICE_SIGNS } from './device-signs.ts';
import { healthOfDevice } from './health-of-device.ts';

const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
const NOW = Date.UTC(2026, 10, 24, 10) * 1000;
const AGES = [0, MINUTE, 2 * MINUTE, 2 * MINUTE + 1, 5 * MINUTE + SECOND, 61 * MINUTE] as const;

/** What each sign may be, turned through at different speeds, so that they meet in many ways. */
const SIGNS: readonly (readonly Partial<DeviceSigns>[])[] = [
  [
    { state: 'recording' },
    { state: 'paused' },
    { state: 'outside-schedule' },
    { state: 'disk-full' },
    { state: 'recording' },
    { state: null },
    { state: 'capture-failed' },
  ],
  [{ lastSeenAt: null }, ...AGES.slice(0, 5).map((age) => ({ lastSeenAt: NOW - (age % MINUTE) }))],
  [{ lastFrameAt: null }, ...AGES.map((age) => ({ lastFrameAt: NOW - age }))],
  [{ clockOffset: null }, { clockOffset: 4 * MINUTE }, { clockOffset: -4 * MINUTE }],
  [{ backlogSegments: 0 }, { backlogSegments: 3 }],
  [{ backlogOldest: null }, ...AGES.map((age) => ({ backlogOldest: NOW - age }))],
  [{ uploadsHeldAt: null }, { uploadsHeldAt: NOW - 60 * MINUTE }, { uploadsHeldAt: NOW - MINUTE }],
  [
    { journalEnd: 4, journalNext: 4 },
    { journalEnd: 5, journalNext: 4 },
  ],
  [
    { lastSeenAt: NOW },
    {},
    {},
    { lastSeenAt: NOW - 2 * MINUTE - 1 },
    { lastSeenAt: NOW - 2 * MINUTE },
  ],
  [{}, {}, {}, {}, {}, { revokedAt: NOW }, {}, {}, {}, { revokedAt: NOW, retiredAt: NOW }],
];

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test('the database judges each device as core does', async () => {
  const { db } = database;
  for (let n = 0; n < 240; n++) {
    const signs = SIGNS.map(
      (choices, speed) => choices[Math.floor(n / (speed + 1)) % choices.length],
    );
    const more = n % 11 === 0 ? { parked: [{ index: 1, code: 'other' }] } : {};
    await insertDevice(db, { ...Object.assign({}, ...signs), ...more });
  }
  const rows = await db
    .select({ told: healthOfDevice(NOW), ...DEVICE_SIGNS })
    .from(devices)
    .innerJoin(deviceStates, eq(deviceStates.deviceId, devices.id));
  expect(rows.map(({ told }) => told)).toEqual(rows.map((signs) => deviceHealth(signs, NOW)));
  expect(new Set(rows.map(({ told }) => told)).size).toBe(8);
  const [live] = await db
    .select({ devices: count() })
    .from(devices)
    .innerJoin(deviceStates, eq(deviceStates.deviceId, devices.id))
    .where(eq(healthOfDevice(NOW), 'live'));
  expect(live?.devices).toBe(rows.filter(({ told }) => told === 'live').length);
});
