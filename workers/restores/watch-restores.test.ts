import { openTestTos, PATIENT } from '@workcompanion/core/storage/testing/open-test-tos';
import type { TosServer } from '@workcompanion/core/storage/testing/tos-server/start-tos-server';
import { restores } from '@workcompanion/db/schema/restores';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { insertUser } from '../retention/testing/put-rule-in-force.ts';
import {
  NOW,
  openRetentionFixture,
  type RetentionFixture,
} from '../retention/testing/retention-fixture.ts';
import type { StoredFootage } from '../testing/insert-footage.ts';
import { watchRestores } from './watch-restores.ts';

const MINUTE = 60_000_000;

let server: TosServer;
let disposeTos: () => Promise<void>;
let fixture: RetentionFixture;
let footage: StoredFootage;
beforeEach(async () => {
  const tos = await openTestTos(
    { ...PATIENT, storageClass: 'COLD_ARCHIVE' },
    { restoreMs: 3_600_000 },
  );
  ({ server, dispose: disposeTos } = tos);
  fixture = await openRetentionFixture(tos.store);
  const { db } = fixture.database;
  const device = await insertDevice(db);
  footage = await fixture.record({ device, count: 3, daysAgo: 40, state: 'cold' });
  const requestedBy = await insertUser(db);
  await db.insert(restores).values(
    footage.segments.map(({ id }) => ({
      segmentId: id,
      requestedBy,
      requestedAt: NOW,
      tier: 'standard' as const,
      expectedAt: NOW + 300 * MINUTE,
    })),
  );
});
afterEach(async () => {
  await fixture.dispose();
  await disposeTos();
});

const rows = () => fixture.database.db.select().from(restores).orderBy(restores.id);
const watch = (minutes: number) =>
  watchRestores.run({ ...fixture.ctx, now: () => NOW + minutes * MINUTE });
const requests = (operation: string) => server.stats.requests[operation] ?? 0;

/** The archive is done with it. */
function finish(index: number): void {
  const object = server.objects.get(footage.segments[index]?.objectKey ?? '');
  if (!object?.restore) throw new Error('nobody asked for a restore');
  object.restore = { ...object.restore, readyAtMs: Date.now() };
}

describe('a restore that nobody waits for', () => {
  it('is asked for if the archive knows nothing of it, and becomes ready by itself', async () => {
    expect(await watch(0)).toEqual({ checked: 3 });
    expect(requests('restore')).toBe(3);
    expect((await rows()).map(({ readyAt }) => readyAt)).toEqual([null, null, null]);

    finish(0);
    expect(await watch(1)).toBeNull();
    expect(await watch(3)).toEqual({ checked: 3 });
    expect(requests('restore')).toBe(3);
    expect(await rows()).toMatchObject([
      { readyAt: NOW + 3 * MINUTE, readableUntil: expect.any(Number) },
      { readyAt: null, checkedAt: NOW + 3 * MINUTE },
      { readyAt: null },
    ]);
    expect(await watch(6)).toEqual({ checked: 2 });
  });

  it('fails when its object is gone, and is tried again when the archive is', async () => {
    await fixture.archive.delete(footage.segments[0]?.objectKey ?? '');
    server.addFault({
      operation: 'head',
      key: footage.segments[1]?.id ?? '',
      fault: { kind: 'status', status: 503, code: 'Busy' },
    });
    await watch(0);
    expect(await rows()).toMatchObject([
      { failedAt: NOW, lastError: 'blob-missing' },
      { failedAt: null, lastError: 'unavailable' },
      { failedAt: null, lastError: null },
    ]);
    server.clearFaults();
    expect(await watch(5)).toEqual({ checked: 2 });
    expect(await rows()).toMatchObject([{}, { lastError: null }, {}]);
  });

  it('is nothing to an archive that can read all', async () => {
    const run = watchRestores.run({ ...fixture.ctx, archive: fixture.hot });
    expect(await run).toBeNull();
  });
});
