import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateSigningKeyPair } from '@workcompanion/core/crypto/key-pair';
import { wrapKey } from '@workcompanion/core/crypto/wrap-key';
import type { Ed25519Jwk } from '@workcompanion/core/protocol/primitives';
import type { BlobStore } from '@workcompanion/core/storage/blob-store';
import { FolderStore } from '@workcompanion/core/storage/folder-store';
import { FolderHotStore } from '@workcompanion/core/storage/hot/folder-hot-store';
import type { HotStore } from '@workcompanion/core/storage/hot/hot-store';
import { serverKeys } from '@workcompanion/db/schema/server-keys';
import { createTestDatabase, type TestDatabase } from '@workcompanion/db/testing/test-database';
import { pino } from 'pino';
import type { WorkerContext } from '../../job.ts';
import {
  type FootageWish,
  insertFootage,
  type StoredFootage,
} from '../../testing/insert-footage.ts';
import { type RetentionWork, storePlace } from '../retention-work.ts';

export const DAY = 86_400_000_000;
/** The time of the tests: nothing of them hangs on the clock. */
export const NOW = Date.UTC(2026, 5, 30, 3) * 1000;
export const NIGHT = { night: '2026-06-30', worker: 'test:1' };

export interface RetentionFixture {
  readonly database: TestDatabase;
  readonly hot: HotStore;
  readonly archive: BlobStore;
  readonly ctx: WorkerContext;
  readonly signing: Ed25519Jwk;
  readonly work: RetentionWork;
  readonly folder: string;
  /** `daysAgo` days before NOW, at 08:00 UTC; in hot storage and in the archive. */
  record(
    wish: Pick<FootageWish, 'device' | 'count'> & Partial<FootageWish> & { daysAgo: number },
  ): Promise<StoredFootage>;
  objects(): Promise<string[]>;
  dispose(): Promise<void>;
}

/** A database, a hot folder, and an archive: a folder when no other store is given; one with `hot`, when that is. */
export async function openRetentionFixture(
  given?: BlobStore,
  givenHot?: HotStore,
): Promise<RetentionFixture> {
  const database = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'retention-'));
  const hot = givenHot ?? new FolderHotStore(join(folder, 'hot'));
  const archive = given ?? new FolderStore(join(folder, 'archive'));
  const masterKey = Buffer.alloc(32, 7);
  const { db } = database;
  const ctx: WorkerContext = {
    db,
    now: () => NOW,
    log: pino({ level: 'silent' }),
    hot,
    thumbnails: new FolderStore(join(folder, 'thumbnails')),
    evidencePackages: new FolderStore(join(folder, 'evidence-packages')),
    journal: new FolderStore(join(folder, 'journal')),
    archive,
    masterKey,
    stopping: new AbortController().signal,
  };
  const signing = await insertSigningKey(database, masterKey);
  return {
    database,
    hot,
    archive,
    ctx,
    signing,
    folder,
    work: {
      ...ctx,
      archive: storePlace('archive', archive),
      otherPlaces: [storePlace('hot', hot)],
      windowTracks: ctx.journal,
      settle: 0,
      mayGoOn: () => true,
    },
    record: ({ daysAgo, ...wish }) => {
      const start = NOW - (NOW % DAY) - daysAgo * DAY + DAY / 3;
      return insertFootage(
        { db, masterKey, stores: givenHot === undefined ? [hot, archive] : [hot] },
        { start, ...wish },
      );
    },
    objects: async () => [
      ...(await keysIn(hot)).map((key) => `hot ${key}`),
      ...(await keysIn(archive)).map((key) => `archive ${key}`),
    ],
    dispose: async () => {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function insertSigningKey({ db }: TestDatabase, masterKey: Buffer): Promise<Ed25519Jwk> {
  const { publicKey, privateKey } = await generateSigningKeyPair();
  const secret = Buffer.from(JSON.stringify(privateKey));
  await db.insert(serverKeys).values({
    kid: 'signing-1',
    purpose: 'signing',
    publicKey,
    wrappedPrivateKey: wrapKey(masterKey, secret, 'signing-1'),
    createdAt: 0,
  });
  return publicKey;
}

async function keysIn(store: BlobStore): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list('')) keys.push(key);
  return keys;
}
