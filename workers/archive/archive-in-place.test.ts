import { Crc64 } from '@workcompanion/core/crypto/crc64';
import { newId, SegmentId } from '@workcompanion/core/ids';
import { readAll } from '@workcompanion/core/storage/contract/sample-blobs';
import { BucketHotStore } from '@workcompanion/core/storage/hot/bucket-hot-store';
import { TosStore } from '@workcompanion/core/storage/remote/tos-store';
import { openTestTos, patientOptionsFor } from '@workcompanion/core/storage/testing/open-test-tos';
import type { TosServer } from '@workcompanion/core/storage/testing/tos-server/start-tos-server';
import { restores } from '@workcompanion/db/schema/restores';
import { segments } from '@workcompanion/db/schema/segments';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WorkerContext } from '../job.ts';
import { watchRestores } from '../restores/watch-restores.ts';
import { insertUser } from '../retention/testing/put-rule-in-force.ts';
import { type ArchiveFixture, jobOf, openArchiveFixture } from './testing/archive-fixture.ts';
import { insertHotSegments } from './testing/insert-hot-segments.ts';

let fixture: ArchiveFixture;
let server: TosServer;
let hot: BucketHotStore;
let ctx: WorkerContext;
const closers: (() => Promise<void>)[] = [];
beforeEach(async () => {
  fixture = await openArchiveFixture();
  const { server: opened, dispose } = await openTestTos();
  server = opened;
  const store = new TosStore(patientOptionsFor(server));
  hot = new BucketHotStore(store, fixture.folder);
  ctx = { ...fixture.ctx, hot, archive: store };
  closers.push(dispose, () => store.close());
});
afterEach(async () => {
  await fixture.dispose();
  for (const close of closers.splice(0).reverse()) await close();
});

const insert = (count: number) =>
  insertHotSegments({ db: fixture.database.db, hot }, { count, bytes: 20_000 });

function open(
  archive: { readonly storageClass?: 'IA' | 'COLD_ARCHIVE'; readonly endpoint?: string } = {},
) {
  const options = patientOptionsFor(server);
  return fixture.open({
    hotStore: { folder: fixture.folder, bucket: { kind: 'tos', options } },
    store: { kind: 'tos', options: { ...options, ...archive } },
  });
}

async function states(): Promise<string[]> {
  const rows = await fixture.database.db.select().from(segments).orderBy(segments.id);
  return rows.map((row) => row.state);
}

describe('the archive, where it is one bucket with the hot store', () => {
  it('moves no byte, changes the class, and keeps the only copy', async () => {
    const rows = await insert(4);
    const before = server.stats.bytesIn;
    const archive = open({ storageClass: 'IA' });
    expect(await jobOf(archive, 'archive').run(ctx)).toMatchObject({ objects: 4, failures: 0 });
    expect(server.stats.bytesIn).toBe(before);
    expect(server.stats.bytesOut).toBe(0);
    expect(await states()).toEqual(Array(4).fill('archived'));
    expect(await jobOf(archive, 'sweep-archived').run(ctx)).toMatchObject({ swept: 4 });
    expect(await states()).toEqual(Array(4).fill('cold'));
    for (const { key, crc64 } of rows) {
      expect(server.objects.get(key)).toMatchObject({ crc64, storageClass: 'IA' });
    }
  });

  it('needs no class of its own', async () => {
    await insert(2);
    const puts = server.stats.requests['put'];
    expect(await jobOf(open(), 'archive').run(ctx)).toMatchObject({ objects: 2 });
    expect(server.stats.requests['put']).toBe(puts);
  });

  it('has what it put into a frozen class restored there, and reads it then', async () => {
    const [row] = await insert(1);
    const archive = open({ storageClass: 'COLD_ARCHIVE' });
    await jobOf(archive, 'archive').run(ctx);
    await jobOf(archive, 'sweep-archived').run(ctx);
    const key = row?.key ?? '';
    await expect(hot.read(key)).rejects.toMatchObject({ code: 'restore-needed' });
    await fixture.database.db.insert(restores).values({
      segmentId: row?.id ?? newId(SegmentId),
      requestedBy: await insertUser(fixture.database.db),
      requestedAt: ctx.now(),
      tier: 'standard',
      expectedAt: ctx.now(),
    });
    await watchRestores.run(ctx);
    const restore = server.objects.get(key)?.restore;
    if (!restore) throw new Error('nobody asked for a restore');
    Object.assign(restore, { readyAtMs: Date.now() });
    expect((await readAll(hot, key)).length).toBe(20_000);
    const fiveMinutes = 300_000_000;
    await watchRestores.run({ ...ctx, now: () => ctx.now() + fiveMinutes });
    const [seen] = await fixture.database.db.select().from(restores);
    expect(seen).toMatchObject({ readyAt: expect.any(Number), lastError: null });
  });

  it('believes no change of class that it does not see', async () => {
    await insert(3);
    server.addFault({ operation: 'put', fault: { kind: 'phantom' }, times: 1 });
    const archive = open({ storageClass: 'IA' });
    expect(await jobOf(archive, 'archive').run(ctx)).toMatchObject({ objects: 2, failures: 1 });
    const again = async () => {
      await jobOf(archive, 'archive').run(ctx);
      return states();
    };
    await expect.poll(again, { timeout: 10_000 }).toEqual(Array(3).fill('archived'));
    expect([...server.objects.values()].every((each) => each.storageClass === 'IA')).toBe(true);
  });

  it('archives nothing that the bucket has not, or has otherwise', async () => {
    const [gone, other, right] = await insert(3);
    await hot.delete(gone?.key ?? '');
    const bytes = Buffer.alloc(20_000);
    const body = async function* () {
      yield bytes;
    };
    await hot.delete(other?.key ?? '');
    await hot.put(other?.key ?? '', body(), {
      size: bytes.length,
      crc64: new Crc64().update(bytes).digest(),
    });
    const archive = open();
    const again = async () => {
      await jobOf(archive, 'archive').run(ctx);
      return states();
    };
    await expect
      .poll(again, { timeout: 10_000, interval: 60 })
      .toEqual(['quarantined', 'quarantined', 'archived']);
    expect(server.objects.has(right?.key ?? '')).toBe(true);
  });
});

it('does not sweep while hot store and archive are one bucket under two names', async () => {
  const rows = await insert(2);
  const archive = open({ endpoint: server.endpoint.replace('127.0.0.1', '127.1') });
  await jobOf(archive, 'archive').run(ctx);
  await expect(jobOf(archive, 'sweep-archived').run(ctx)).rejects.toThrow('one bucket');
  for (const { key } of rows) expect(server.objects.has(key)).toBe(true);
  expect(server.objects.size).toBe(2);
});
