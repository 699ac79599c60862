import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DEFAULT_TIMEOUTS } from '@workcompanion/core/storage/remote/remote-timeouts';
import { storeOptionsFor } from '@workcompanion/core/storage/testing/open-test-tos';
import {
  startTosServer,
  type TosServer,
} from '@workcompanion/core/storage/testing/tos-server/start-tos-server';
import { segments } from '@workcompanion/db/schema/segments';
import { eq, ne, sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ArchiveOptions } from './archive-options.ts';
import { type ArchiveFixture, openArchiveFixture, TEST_PACE } from './testing/archive-fixture.ts';
import { findViolations } from './testing/find-violations.ts';
import { inflictFaults } from './testing/inflict-faults.ts';
import { insertHotSegments } from './testing/insert-hot-segments.ts';
import { endChaosWorker, startChaosWorker } from './testing/start-chaos-worker.ts';

const KILLS = 20;
const SEGMENTS = 200;
const LEASE_MS = 1_500;
const HASTY = { leaseMs: LEASE_MS, timeouts: { connectMs: 1_000, idleMs: 1_000, totalMs: 3_000 } };
/** However busy the machine is, every segment is tried once only. */
const PATIENT = { leaseMs: 120_000, timeouts: DEFAULT_TIMEOUTS };
/** Puts that land late. */
const LATE = 3;

let fixture: ArchiveFixture;
let server: TosServer;
const workers = new Set<ChildProcess>();

beforeEach(async () => {
  fixture = await openArchiveFixture();
  server = await startTosServer({ port: 0 });
});
afterEach(async () => {
  for (const worker of workers) await endChaosWorker(worker, 'SIGKILL');
  workers.clear();
  await server.close();
  await fixture.dispose();
});

async function start(thread?: URL, { leaseMs, timeouts } = HASTY): Promise<ChildProcess> {
  const store = { ...storeOptionsFor(server) };
  const archive: ArchiveOptions = {
    store: { kind: 'tos', options: { ...store, timeouts } },
    hotStore: { folder: join(fixture.folder, 'hot'), bucket: null },
    slots: 3,
    mostSlots: 6,
    bytesPerSecond: null,
    window: null,
    minimumAgeMs: 3_600_000,
    sweepAfterMs: 200,
    pace: { ...TEST_PACE, leaseMs },
  };
  const worker = await startChaosWorker({
    databaseUrl: fixture.database.url,
    archive,
    ...(thread && { thread: thread.href }),
  });
  workers.add(worker);
  return worker;
}

function violations(): Promise<string[]> {
  return findViolations({ db: fixture.database.db, hot: fixture.hot, server });
}

async function notCold(): Promise<number> {
  // Somebody has looked at what chance put into quarantine, and lets it try again.
  await fixture.database.db
    .update(segments)
    .set({ state: 'hot', attempts: null })
    .where(eq(segments.state, 'quarantined'));
  return fixture.database.db.$count(segments, ne(segments.state, 'cold'));
}

function insert(count: number) {
  const where = { db: fixture.database.db, hot: fixture.hot };
  return insertHotSegments(where, { count, bytes: 20_000 });
}

/** Its thread has started, or that of the other. */
async function untilPutsCome(): Promise<void> {
  const puts = () => {
    const { put = 0 } = server.stats.requests;
    return put;
  };
  const before = puts();
  for (let look = 0; look < 100; look += 1) {
    if (puts() > before + 2) return;
    await delay(50);
  }
}

/** Killed, or frozen beyond its lease and then killed in the middle of what it wakes to. */
async function harm(worker: ChildProcess, freeze: boolean): Promise<void> {
  await untilPutsCome();
  await delay(Math.random() * 900);
  if (freeze) {
    worker.kill('SIGSTOP');
    await delay(LEASE_MS * 1.2);
    worker.kill('SIGCONT');
    await delay(Math.random() * 200);
  }
  await endChaosWorker(worker, 'SIGKILL');
  workers.delete(worker);
}

describe('two worker processes and a store that fails a third of the time', () => {
  it('lose and double nothing, wherever they are killed or frozen', async () => {
    const rows = await insert(SEGMENTS);
    inflictFaults(server, 250);
    let kills = 0;
    const lane = async (freezeEvery: number) => {
      while (kills < KILLS) {
        const worker = await start();
        kills += 1;
        await harm(worker, kills % freezeEvery === 0);
        expect(await violations()).toEqual([]);
      }
    };
    await Promise.all([lane(4), lane(5)]);
    const left = await notCold();
    // Else the kills met nobody at work.
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(SEGMENTS);

    server.clearFaults();
    inflictFaults(server, 5);
    await Promise.all([start(), start()]);
    await expect.poll(notCold, { timeout: 90_000, interval: 200 }).toBe(0);
    await expect.poll(() => server.stats.late, { timeout: 10_000 }).toBe(0);
    expect(await violations()).toEqual([]);
    expect(server.objects.size).toBe(SEGMENTS);
    for (const { key } of rows) expect(await fixture.hot.head(key)).toBeNull();
    const { rows: waiting } = await fixture.database.db.execute(
      sql`select 1 from segments where attempts is not null or lease_until is not null`,
    );
    expect(waiting).toEqual([]);
  }, 600_000);

  it('would lose segments if they trusted the answer to a put (the control)', async () => {
    await insert(40);
    server.addFault({ operation: 'put', fault: { kind: 'phantom' }, times: 3 });
    server.addFault({ operation: 'put', fault: { kind: 'corrupt-store' }, times: 3 });
    await start(new URL('./testing/trusting-thread.ts', import.meta.url), PATIENT);
    await expect.poll(notCold, { timeout: 90_000, interval: 200 }).toBe(0);
    // Each is right nowhere, and called archived.
    expect(await violations()).toHaveLength(12);
  }, 120_000);

  it('find the place taken when a put that was given up lands after all', async () => {
    expect(await violationsAfterLatePuts()).toEqual([]);
  }, 120_000);

  it('would lose segments if they put without a condition (the second control)', async () => {
    const blind = new URL('./testing/blind-thread.ts', import.meta.url);
    // The copies that were proved are overwritten by bad ones, and the local ones are gone.
    expect(await violationsAfterLatePuts(blind)).toHaveLength(2 * LATE);
  }, 120_000);
});

/** The first puts are taken and seem lost; they land when all segments are proved, and swept. */
async function violationsAfterLatePuts(thread?: URL): Promise<string[]> {
  await insert(20);
  const { promise, resolve } = Promise.withResolvers<void>();
  const late = { kind: 'corrupt-store', late: () => promise } as const;
  server.addFault({ operation: 'put', fault: late, times: LATE });
  await start(thread);
  await expect.poll(notCold, { timeout: 90_000, interval: 200 }).toBe(0);
  expect(server.stats.late).toBe(LATE);
  expect(await violations()).toEqual([]);
  resolve();
  await expect.poll(() => server.stats.late).toBe(0);
  return violations();
}
