import { openTestTos, storeOptionsFor } from '@workcompanion/core/storage/testing/open-test-tos';
import type { TosServer } from '@workcompanion/core/storage/testing/tos-server/start-tos-server';
import { archiveRuns } from '@workcompanion/db/schema/archive-runs';
import { segments } from '@workcompanion/db/schema/segments';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ArchiveOptions } from './archive-options.ts';
import type { Archive } from './open-archive.ts';
import {
  type ArchiveFixture,
  jobOf,
  openArchiveFixture,
  TEST_PACE,
} from './testing/archive-fixture.ts';
import { type HotSegment, insertHotSegments } from './testing/insert-hot-segments.ts';

let fixture: ArchiveFixture;
let server: TosServer;
let closeServer: () => Promise<void>;

beforeEach(async () => {
  fixture = await openArchiveFixture();
  ({ server, dispose: closeServer } = await openTestTos());
});
afterEach(async () => {
  await fixture.dispose();
  await closeServer();
});

function insert(count: number, bytes = 20_000): Promise<HotSegment[]> {
  return insertHotSegments({ db: fixture.database.db, hot: fixture.hot }, { count, bytes });
}

function open(options: Partial<ArchiveOptions> = {}): Archive {
  return fixture.open({ store: { kind: 'tos', options: storeOptionsFor(server) }, ...options });
}

function archive(opened: Archive) {
  return jobOf(opened, 'archive').run(fixture.ctx);
}

async function states(): Promise<string[]> {
  const rows = await fixture.database.db.select().from(segments).orderBy(segments.id);
  return rows.map((row) => row.state);
}

async function untilArchived(opened: Archive, count: number): Promise<void> {
  await expect
    .poll(
      async () => {
        await archive(opened);
        return states();
      },
      { timeout: 10_000, interval: 60 },
    )
    .toEqual(Array(count).fill('archived'));
}

function putCount(): number {
  const { put = 0 } = server.stats.requests;
  return put;
}

function everyObjectIsRight(rows: readonly HotSegment[]): boolean {
  return rows.every(({ key, crc64 }) => server.objects.get(key)?.crc64 === crc64);
}

describe('the archive in TOS', () => {
  it.each(['phantom', 'corrupt-store', 'wrong-crc', 'lost-ack'] as const)(
    'marks a segment only when the store has it right, after a put that was a %s',
    async (kind) => {
      const rows = await insert(3);
      server.addFault({ operation: 'put', fault: { kind }, times: 1 });
      const opened = open();
      expect(await archive(opened)).toMatchObject({ objects: 2, failures: 1 });
      expect((await states()).filter((state) => state === 'hot')).toHaveLength(1);
      await untilArchived(opened, 3);
      expect(everyObjectIsRight(rows)).toBe(true);
      // What had got through is not sent again.
      const isThere = kind === 'lost-ack' || kind === 'wrong-crc';
      expect(putCount()).toBe(isThere ? 3 : 4);
    },
  );

  it('pauses all slots on a burst of 429, says so, and goes on by itself', async () => {
    const rows = await insert(30);
    const fault = { kind: 'status', status: 429, code: 'SlowDown', retryAfterSeconds: 1 } as const;
    server.addFault({ operation: 'put', fault, times: 4 });
    const opened = open();
    await archive(opened);
    expect(putCount()).toBeLessThan(12);
    const [run] = await fixture.database.db.select().from(archiveRuns);
    expect(run).toMatchObject({ state: 'paused', lastError: 'too-many-requests' });
    await untilArchived(opened, 30);
    expect(everyObjectIsRight(rows)).toBe(true);
    const [later] = await fixture.database.db.select().from(archiveRuns);
    expect(later).toMatchObject({ state: 'waiting', lastError: null, objects: 30 });
  });

  it('stops at once when it is turned away, and puts nothing into quarantine', async () => {
    await insert(30);
    server.setClockSkew(3_600_000);
    const opened = open();
    for (let run = 0; run < 5; run += 1) await archive(opened);
    expect(server.stats.unauthorised).toBeLessThanOrEqual(4);
    expect(new Set(await states())).toEqual(new Set(['hot']));
    const [run] = await fixture.database.db.select().from(archiveRuns);
    expect(run).toMatchObject({ state: 'refused', lastError: 'storage-refused' });
    expect(run?.message).toContain('RequestTimeTooSkewed');
  });

  it('never quarantines for an outage, however long', async () => {
    await insert(2);
    const fault = { kind: 'status', status: 503, code: 'ServiceUnavailable' } as const;
    server.addFault({ operation: 'put', fault });
    server.addFault({ operation: 'head', fault });
    const opened = open({
      pace: { ...TEST_PACE, retryMs: 1, retryCeilingMs: 1, pauseCeilingMs: 1 },
    });
    await expect
      .poll(
        async () => {
          await archive(opened);
          const rows = await fixture.database.db.select().from(segments);
          return Math.max(...rows.map((row) => row.attempts ?? 0));
        },
        { timeout: 15_000, interval: 5 },
      )
      .toBeGreaterThan(9);
    expect(await states()).toEqual(['hot', 'hot']);
    server.clearFaults();
    await untilArchived(opened, 2);
  });

  it('gives up an upload at its deadline, within its lease', async () => {
    // Whole, it would take 16 s.
    await insert(1, 800_000);
    const slow = { kind: 'slow', bytesPerSecond: 50_000 } as const;
    server.addFault({ operation: 'put', fault: slow, times: 1 });
    const startedAt = performance.now();
    const opened = open({ pace: { ...TEST_PACE, leaseMs: 1_000 } });
    expect(await archive(opened)).toMatchObject({ objects: 0, failures: 1 });
    expect(performance.now() - startedAt).toBeLessThan(7_000);
    await untilArchived(opened, 1);
  });

  it('holds the rate of all its slots together', async () => {
    await insert(8, 100_000);
    const startedAt = performance.now();
    const pace = { ...TEST_PACE, leaseMs: 60_000 };
    await archive(open({ slots: 8, mostSlots: 8, bytesPerSecond: 500_000, pace }));
    expect(performance.now() - startedAt).toBeGreaterThan(1_400);
    expect(await states()).toEqual(Array(8).fill('archived'));
  });

  it('finishes what is under way when it is stopped, and claims no more', async () => {
    await insert(20);
    server.addFault({ operation: 'put', fault: { kind: 'delay', ms: 300 } });
    const opened = open();
    const run = archive(opened);
    await expect.poll(putCount, { timeout: 10_000 }).toBe(4);
    fixture.stopping.abort();
    expect(await run).toMatchObject({ objects: 4, failures: 0 });
    const rows = await fixture.database.db.select().from(segments);
    expect(rows.filter((row) => row.state === 'archived')).toHaveLength(4);
    expect(rows.filter((row) => row.leaseUntil !== null)).toEqual([]);
  });
});
