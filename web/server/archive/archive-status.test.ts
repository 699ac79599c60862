import type { ArchiveRunState } from '@workcompanion/db/schema/archive-runs';
import { archiveRuns } from '@workcompanion/db/schema/archive-runs';
import { storageSamples } from '@workcompanion/db/schema/storage-samples';
import { workerProcesses } from '@workcompanion/db/schema/worker-processes';
import { insertSample } from '@workcompanion/db/testing/insert-sample';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ArchiveStatus, StorageHistory } from '../../contract/archive.ts';
import type { UserContext } from '../auth/user-context.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { readArchiveStatus } from './read-archive-status.ts';
import { readStorageHistory } from './read-storage-history.ts';

/** At noon in Shanghai. */
const NOW = Date.parse('2026-11-25T04:00:00Z') * 1000;
const SECOND = 1_000_000;
const HOUR = 3_600 * SECOND;
const NIGHT = { from: 120, to: 360, timeZone: 'Asia/Shanghai' };

let server: TestServer;
let admin: UserContext;
beforeAll(async () => {
  server = await startTestServer();
  admin = await makeUser(server.context({ now: () => NOW }), ['admin']);
});
afterAll(() => server.close());
beforeEach(async () => {
  for (const table of [archiveRuns, storageSamples, workerProcesses]) await admin.db.delete(table);
});

async function status() {
  return ArchiveStatus.parse(await readArchiveStatus(admin));
}

async function addWorker(window: typeof NIGHT | null = NIGHT, seenAt = NOW - 5 * SECOND) {
  await admin.db.insert(workerProcesses).values({
    name: `desk:${Math.random()}`,
    startedAt: NOW - HOUR,
    seenAt,
    jobs: [],
    archive: {
      window,
      slots: 10,
      bytesPerSecond: null,
      minimumAgeHours: 1,
      sweepAfterHours: 24,
      earlyHours: 48,
      fullHours: 12,
    },
    nodeVersion: 'v24.21.0',
  });
}

type Run = Partial<typeof archiveRuns.$inferInsert>;
const addRun = (state: ArchiveRunState, run: Run = {}) =>
  admin.db
    .insert(archiveRuns)
    .values({ worker: 'desk:1', startedAt: NOW - HOUR, updatedAt: NOW - SECOND, state, ...run });

describe('the state of the archive', () => {
  test('is silent without a worker that was seen within a minute', async () => {
    await addWorker(NIGHT, NOW - 61 * SECOND);
    expect(await status()).toMatchObject({ state: 'silent', alarms: ['workers-silent'] });
  });

  test('is closed outside the window, and tells when it opens', async () => {
    await addWorker();
    expect(await status()).toMatchObject({
      state: 'closed',
      window: NIGHT,
      isOpen: false,
      changesAt: Date.parse('2026-11-25T18:00:00Z') * 1000,
      run: null,
      alarms: [],
    });
  });

  test('waits inside the window while nothing is to be done', async () => {
    await addWorker(null);
    expect(await status()).toMatchObject({
      state: 'waiting',
      window: null,
      isOpen: true,
      changesAt: null,
    });
  });

  test('adds up what several workers do, and tells the time that is left', async () => {
    await addWorker();
    const half = { objects: 10, bytes: 100e6, busy: 10 * SECOND, failures: 1 };
    await addRun('archiving', { ...half, leftObjects: 999, leftBytes: 9e9 });
    const later = { startedAt: NOW - 2 * HOUR, updatedAt: NOW };
    await addRun('waiting', { ...half, ...later, leftObjects: 50, leftBytes: 400e6 });
    expect(await status()).toMatchObject({
      state: 'archiving',
      run: {
        startedAt: NOW - 2 * HOUR,
        objects: 20,
        bytes: 200e6,
        failures: 2,
        leftObjects: 50,
        leftBytes: 400e6,
        bytesPerSecond: 20e6,
        secondsLeft: 20,
      },
    });
  });

  test.each([
    ['refused', 'storage-refused', 'archive-refused'],
    ['paused', 'unavailable', 'archive-unreachable'],
  ] as const)('is %s when a run is, with the cause and an alarm', async (state, code, alarm) => {
    await addWorker();
    await addRun('archiving');
    await addRun(state, { lastError: code, message: 'TOS answered' });
    expect(await status()).toMatchObject({
      state,
      problem: { code, message: 'TOS answered' },
      alarms: [alarm],
    });
  });

  test('forgets a run whose process is gone, and remembers how the last one ended', async () => {
    await addWorker();
    await addRun('archiving', { updatedAt: NOW - 61 * SECOND });
    await addRun('ended', { objects: 7, bytes: 70, updatedAt: NOW - HOUR });
    expect(await status()).toMatchObject({
      state: 'closed',
      run: null,
      lastRun: { endedAt: NOW - HOUR, objects: 7, bytes: 70, failures: 0 },
    });
  });

  test('is off where there is no archive', async () => {
    const off = { ...admin, cold: null };
    expect(await readArchiveStatus(off)).toMatchObject({ state: 'off', alarms: [] });
  });
});

describe('the disk', () => {
  test('is told by the last sample', async () => {
    await addWorker();
    await insertSample(admin.db, { at: NOW - HOUR, level: 'calm' });
    await insertSample(admin.db, {
      at: NOW - SECOND,
      level: 'refuse',
      hoursLeft: 0.5,
      bytesPerHour: 2e9,
      hotObjects: 4,
      hotBytes: 4e6,
      quarantinedObjects: 2,
    });
    expect(await status()).toMatchObject({
      forecast: { at: NOW - SECOND, level: 'refuse', hoursLeft: 0.5, bytesPerHour: 2e9 },
      stored: { hot: { objects: 4, bytes: 4e6 }, quarantined: { objects: 2 } },
      alarms: ['uploads-refused', 'quarantine'],
    });
  });

  test('has a history of at most so many points as a chart can show', async () => {
    for (let minute = 0; minute < 600; minute += 1) {
      const at = NOW - minute * 60 * SECOND;
      await insertSample(admin.db, { at, freeBytes: minute });
    }
    const history = StorageHistory.parse(await readStorageHistory(admin, { hours: 24 }));
    expect(history.points).toHaveLength(101);
    expect(history.points.at(-1)).toMatchObject({ at: NOW, freeBytes: 0, totalBytes: 1_000e9 });
    expect(history.points.map(({ at }) => at)).toEqual(
      history.points.map(({ at }) => at).toSorted((a, b) => a - b),
    );
    const hour = await readStorageHistory(admin, { hours: 1 });
    expect(hour.points).toHaveLength(61);
  });
});
