import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { S3Store, type S3StoreOptions } from '@workcompanion/core/storage/remote/s3-store';
import {
  newBucket as emptyBucket,
  startSwift,
} from '@workcompanion/core/storage/testing/swift/start-swift';
import { segments } from '@workcompanion/db/schema/segments';
import { ne } from 'drizzle-orm';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isStored } from '../stores/is-stored.ts';
import { type ArchiveFixture, jobOf, openArchiveFixture } from './testing/archive-fixture.ts';
import { insertHotSegments } from './testing/insert-hot-segments.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

const swift = await startSwift();
if (swift === null) {
  console.info(
    'OpenStack Swift is not installed, or this is not root: the S3 archive is not tested.',
  );
}
afterAll(() => swift?.stop());

let fixture: ArchiveFixture;
beforeEach(async () => {
  fixture = await openArchiveFixture();
});
afterEach(() => fixture.dispose());

async function newBucket(): Promise<S3StoreOptions> {
  if (swift === null) throw new Error('skipped');
  return emptyBucket(swift);
}

/** The worker process as it is started, with its archive in S3. Resolves at its end. */
async function runWorkers(bucket: S3StoreOptions, until: () => Promise<void>): Promise<number> {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      ...process.env,
      DATABASE_URL: fixture.database.url,
      LOG_LEVEL: 'warn',
      MASTER_KEY: '5a'.repeat(32),
      HOT_DIR: join(fixture.folder, 'hot'),
      THUMBNAIL_DIR: join(fixture.folder, 'thumbnails'),
      EVIDENCE_PACKAGES_DIR: join(fixture.folder, 'evidence-packages'),
      ARCHIVE_KIND: 's3',
      ARCHIVE_ENDPOINT: bucket.endpoint,
      ARCHIVE_REGION: bucket.region,
      ARCHIVE_BUCKET: bucket.bucket,
      ARCHIVE_ACCESS_KEY_ID: bucket.credentials.accessKeyId,
      ARCHIVE_SECRET_ACCESS_KEY: bucket.credentials.secretAccessKey,
      ARCHIVE_S3_CONDITIONAL_PUTS: 'false',
      ARCHIVE_WINDOW_START: '00:00',
      ARCHIVE_WINDOW_END: '00:00',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  try {
    await until();
    child.kill('SIGTERM');
    return Number((await ended)[0]);
  } finally {
    child.kill('SIGKILL');
  }
}

describe.skipIf(swift === null)('the archive in S3, on OpenStack Swift', () => {
  it('is filled by the worker process, and holds what the catalogue says', async () => {
    const { db } = fixture.database;
    const bucket = await newBucket();
    const rows = await insertHotSegments({ db, hot: fixture.hot }, { count: 12, bytes: 700_000 });
    const untilArchived = async () => {
      const left = () => db.$count(segments, ne(segments.state, 'archived'));
      await expect.poll(left, { timeout: 60_000, interval: 200 }).toBe(0);
    };
    expect(await runWorkers(bucket, untilArchived)).toBe(0);
    const store = new S3Store(bucket);
    for (const { key, bytes, crc64 } of rows) {
      // By reading back too: the sum in the metadata is our own word.
      expect(await isStored(store, key, { size: bytes, crc64 })).toBe(true);
      const reader = await store.read(key);
      let read = 0;
      for await (const chunk of reader.chunks()) read += chunk.length;
      expect(read).toBe(bytes);
    }
    await store.close();
  }, 120_000);

  it('deletes local copies only of what S3 still has, and takes the others back', async () => {
    const { db } = fixture.database;
    const bucket = await newBucket();
    const store = new S3Store(bucket);
    const [lost, kept] = await insertHotSegments(
      { db, hot: fixture.hot },
      { count: 2, bytes: 50_000 },
    );
    const archive = fixture.open({ store: { kind: 's3', options: bucket } });
    expect(await jobOf(archive, 'archive').run(fixture.ctx)).toMatchObject({ objects: 2 });
    await store.delete(lost?.key ?? '');
    const sweep = jobOf(archive, 'sweep-archived');
    expect(await sweep.run(fixture.ctx)).toEqual({ swept: 1, lost: 1 });
    expect(await fixture.hot.head(lost?.key ?? '')).not.toBeNull();
    expect(await fixture.hot.head(kept?.key ?? '')).toBeNull();
    const rows = await db.select().from(segments).orderBy(segments.id);
    expect(rows.map(({ state }) => state)).toEqual(['hot', 'cold']);
    await store.close();
  }, 60_000);
});
