import { generateSigningKeyPair } from '@workcompanion/core/crypto/key-pair';
import { BucketHotStore } from '@workcompanion/core/storage/hot/bucket-hot-store';
import { putBytes } from '@workcompanion/core/storage/put-bytes';
import { S3Store, type S3StoreOptions } from '@workcompanion/core/storage/remote/s3-store';
import { startRadosgw } from '@workcompanion/core/storage/testing/radosgw/start-radosgw';
import { newBucket, startSwift } from '@workcompanion/core/storage/testing/swift/start-swift';
import { dataKeys } from '@workcompanion/db/schema/data-keys';
import { integrityFindings } from '@workcompanion/db/schema/integrity-runs';
import { segments } from '@workcompanion/db/schema/segments';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import { insertEntries } from '@workcompanion/db/testing/insert-entries';
import { eq, isNull } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openArchive } from './archive/open-archive.ts';
import { jobOf, TEST_PACE } from './archive/testing/archive-fixture.ts';
import { integrityJobs } from './integrity/integrity-jobs.ts';
import { removeOrphans } from './orphans/remove-orphans.ts';
import { watchRestores } from './restores/watch-restores.ts';
import { finishDeletions } from './retention/finish-deletions.ts';
import { runNight } from './retention/run-night.ts';
import { putRuleInForce } from './retention/testing/put-rule-in-force.ts';
import {
  DAY,
  NIGHT,
  NOW,
  openRetentionFixture,
  type RetentionFixture,
} from './retention/testing/retention-fixture.ts';
import type { StoredFootage } from './testing/insert-footage.ts';
import { encodeFootage } from './thumbnails/testing/encode-footage.ts';

/** Real servers of S3; what is not installed is not tried. */
const servers = { swift: await startSwift(), radosgw: await startRadosgw() };
const there = Object.entries(servers).flatMap(([name, server]) =>
  server === null ? [] : [[name, server] as const],
);
if (there.length === 0) console.info('No S3 server is installed: one bucket for all is not tried.');
afterAll(async () => {
  for (const [, server] of there) await server.stop();
});

let plain: Buffer;
beforeAll(async () => {
  plain = await encodeFootage({ source: 'testsrc2=size=320x180', seconds: 2 });
});

describe.each(there)('hot store and archive in one bucket of %s', (_, server) => {
  let options: S3StoreOptions;
  let store: S3Store;
  let fixture: RetentionFixture;
  let later: number;
  beforeEach(async () => {
    options = await newBucket(server);
    store = new S3Store(options);
    fixture = await openRetentionFixture(store, new BucketHotStore(store, '/tmp/unused'));
    later = NOW;
  });
  afterEach(async () => {
    await fixture.dispose();
    await store.close();
  });

  async function record(count: number, daysAgo: number): Promise<StoredFootage> {
    const device = await insertDevice(fixture.database.db);
    return fixture.record({ device, count, daysAgo, plain });
  }

  /** From hot to cold, as the archive does it: no byte moves. */
  async function archive(): Promise<void> {
    const bucket = { kind: 's3', options } as const;
    const opened = openArchive(
      {
        store: bucket,
        hotStore: { folder: '/tmp/unused', bucket },
        slots: 2,
        mostSlots: 2,
        bytesPerSecond: null,
        window: null,
        minimumAgeMs: 0,
        sweepAfterMs: 0,
        pace: { ...TEST_PACE, leaseMs: 60_000 },
      },
      fixture.ctx,
    );
    await jobOf(opened, 'archive').run(fixture.ctx);
    await jobOf(opened, 'sweep-archived').run(fixture.ctx);
    await opened.close();
  }

  async function check(kind: 'sample' | 'reconciliation') {
    const jobs = integrityJobs({
      at: 60,
      timeZone: 'UTC',
      ffmpeg: 'ffmpeg',
      sample: { objects: 50, bytes: 1e9 },
    });
    const job = jobs.find(({ name }) => name === `integrity-${kind}`);
    const found = await job?.run({ ...fixture.ctx, now: () => later });
    later += 8 * DAY;
    return found;
  }

  async function findings() {
    const rows = await fixture.database.db
      .select()
      .from(integrityFindings)
      .where(isNull(integrityFindings.resolvedAt));
    return rows.map(({ kind, objectKey }) => [kind, objectKey]);
  }

  async function states(): Promise<string[]> {
    const rows = await fixture.database.db.select().from(segments).orderBy(segments.startsAt);
    return rows.map(({ state }) => state);
  }

  async function objects(): Promise<string[]> {
    const keys: string[] = [];
    for await (const { key } of store.list('')) keys.push(key);
    return keys;
  }

  it('keeps the only copy, which is proved playable, and tells of one that is gone', async () => {
    const { segments: stored } = await record(3, 5);
    await archive();
    expect(await states()).toEqual(['cold', 'cold', 'cold']);
    expect(await objects()).toEqual(stored.map(({ objectKey }) => objectKey).sort());
    expect(await check('sample')).toMatchObject({ objects: 3, findings: 0 });
    expect(await check('reconciliation')).toMatchObject({ objects: 3, findings: 0 });
    const gone = stored[1]?.objectKey ?? '';
    await store.delete(gone);
    expect(await check('reconciliation')).toMatchObject({ findings: 1 });
    expect(await findings()).toEqual([['missing', gone]]);
  });

  it('reconciles what is new beside what is archived, and finds what no row has', async () => {
    await record(2, 5);
    await archive();
    await record(2, 4);
    await putBytes(store, 'stray.ts', Buffer.from('whose?'));
    expect(await check('reconciliation')).toMatchObject({ findings: 1 });
    expect(await findings()).toEqual([['orphan', 'stray.ts']]);
    expect(await states()).toEqual(['cold', 'cold', 'hot', 'hot']);
  });

  it('deletes by a rule what is expired, destroys its key, and keeps the rest', async () => {
    const old = await record(2, 40);
    await archive();
    const young = await record(2, 20);
    await putRuleInForce(fixture.database.db, { days: 30 });
    expect(await runNight(fixture.work, NIGHT)).toMatchObject({ keys: 1 });
    expect(await finishDeletions(fixture.work)).toEqual({ finished: 1, failed: 0 });
    const rows = await fixture.database.db.select().from(dataKeys);
    expect(rows.filter(({ wrapped }) => wrapped === null).map(({ id }) => id)).toEqual([old.key]);
    expect(await states()).toEqual(['shredded', 'shredded', 'hot', 'hot']);
    expect(await objects()).toEqual(young.segments.map(({ objectKey }) => objectKey).sort());
    expect(await check('reconciliation')).toMatchObject({ findings: 0 });
  });

  it('clears away what no row has, and nothing that is archived', async () => {
    const { db, owner } = fixture.database;
    const device = await insertDevice(db);
    const { privateKey, publicKey } = await generateSigningKeyPair();
    const keys = { privateKey, publicKey };
    await insertEntries(db, { device, keys, server: keys, receivedAt: [NOW] });
    const { segments: stored } = await fixture.record({ device, count: 3, daysAgo: 5, plain });
    const [lost, ...kept] = stored;
    if (lost === undefined) throw new Error('none was stored');
    await owner.db.delete(segments).where(eq(segments.id, lost.id));
    await archive();
    const job = removeOrphans({ afterMs: 0 });
    const now = () => (Date.now() + 60_000) * 1000;
    expect(await job.run({ ...fixture.ctx, now })).toEqual({ orphans: 1, held: 0, attempts: 0 });
    expect(await objects()).toEqual(kept.map(({ objectKey }) => objectKey).sort());
    expect(await states()).toEqual(['cold', 'cold']);
  });

  it('asks nobody for a restore where everything can be read at once', async () => {
    const { segments: stored } = await record(1, 5);
    await archive();
    expect(await watchRestores.run(fixture.ctx)).toBeNull();
    expect(await store.restoreState(stored[0]?.objectKey ?? '')).toMatchObject({
      kind: 'readable',
    });
  });
});
