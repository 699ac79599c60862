import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Role } from '@workcompanion/core/access';
import { FolderStore } from '@workcompanion/core/storage/folder-store';
import { openHotStore } from '@workcompanion/core/storage/hot/open-hot-store';
import { PiecePool } from '@workcompanion/core/storage/piece-pool';
import { FOLDER_MARKER } from '@workcompanion/core/storage/store-marker';
import { assertMasterKey } from '@workcompanion/db/assert-usable';
import type { Db } from '@workcompanion/db/client';
import { readinessLook } from '@workcompanion/db/health/readiness';
import { knownMigrations } from '@workcompanion/db/queries/read-schema-state';
import { readInstallationId } from '@workcompanion/db/stores/installation-id';
import { allMarkers, openMarkers } from '@workcompanion/db/stores/open-markers';
import { createTestDatabase } from '@workcompanion/db/testing/test-database';
import { SignInSettings } from '../../contract/session.ts';
import { WatchingSettings } from '../../contract/watching.ts';
import { writeWatchingSettings } from '../auth/reach/watching-settings.ts';
import { SessionMemory } from '../auth/session-memory.ts';
import { writeSignInSettings } from '../auth/sign-in-settings.ts';
import type { ServerConfig, ServerContext } from '../context.ts';
import { PackageIndex } from '../evidence-packages/package-index.ts';
import { ensureServerKeys } from '../keys/ensure-server-keys.ts';
import { DataKeyCache } from '../keys/open-data-key.ts';
import { createLogger } from '../log/create-logger.ts';
import { PortalMetrics } from '../metrics/portal-metrics.ts';
import { sessionSecret } from '../open-context.ts';
import { openColdFootage } from '../playback/cold/open-cold-footage.ts';
import { PlayedSegments } from '../playback/played-segments.ts';
import { DigestThread } from '../playback/proof/digest-thread.ts';
import { FootageProofs } from '../playback/proof/footage-proofs.ts';
import { ViewRights } from '../playback/view-rights.ts';
import { BrokenUploads } from '../recorder/broken-uploads.ts';
import { HotSpace } from '../recorder/hot-space.ts';
import { KnownDeviceKeys } from '../recorder/known-device-keys.ts';
import { RunningUploads } from '../recorder/running-uploads.ts';
import { SegmentIntake } from '../recorder/segment-intake.ts';
import { VerifiedTokens } from '../recorder/verified-tokens.ts';
import { ReleaseStore } from '../releases/release-store.ts';
import { FilterThread } from '../search/filter-thread.ts';
import { ToldDeliveries } from '../views/log-delivery.ts';
import { WatchNotifier } from '../views/watch-notifier.ts';

/** Signs releases that the server takes. */
export const TEST_RELEASE_KEY = generateKeyPairSync('ec', { namedCurve: 'P-256' });

export const TEST_ORIGIN = 'https://portal.example';

export interface TestServer {
  /** On a database and a hot folder of its own; with other settings where given. */
  context(settings?: TestSettings): ServerContext;
  /** All files below the hot folder, by relative path. */
  files(): Promise<string[]>;
  readonly databaseUrl: string;
  /** For what only the database's owner can do: to forge, and to remove what is kept. */
  readonly owner: Db;
  readonly hotDir: string;
  /** The archive is a folder. */
  readonly archiveDir: string;
  readonly coldCacheDir: string;
  readonly masterKey: Buffer;
  close(): Promise<void>;
}

export interface TestSettings extends Partial<ServerConfig> {
  readonly now?: () => number;
}

/** Everything that verbs need, real but for nothing: PostgreSQL, files, keys. One a test file. */
export async function startTestServer(): Promise<TestServer> {
  const database = await createTestDatabase();
  await askNobodyWhy(database.db);
  await askNoSecondFactor(database.db);
  const hotDir = await mkdtemp(join(tmpdir(), 'workcompanion-hot-'));
  const thumbnailDir = await mkdtemp(join(tmpdir(), 'workcompanion-thumbnails-'));
  const evidencePackagesDir = await mkdtemp(join(tmpdir(), 'workcompanion-evidence-packages-'));
  const releasesDir = await mkdtemp(join(tmpdir(), 'workcompanion-releases-'));
  const archiveDir = await mkdtemp(join(tmpdir(), 'workcompanion-archive-'));
  const coldCacheDir = await mkdtemp(join(tmpdir(), 'workcompanion-cold-'));
  const journalDir = await mkdtemp(join(tmpdir(), 'workcompanion-journal-'));
  const places = { hotDir, thumbnailsDir: thumbnailDir, evidencePackagesDir, journalDir };
  const installation = await readInstallationId(database.db);
  const stores = openMarkers({ ...places, archive: null }, { installation });
  for (const marker of allMarkers(stores)) await marker.write();
  const masterKey = randomBytes(32);
  const hotStore = { folder: hotDir, bucket: null, installation };
  await assertMasterKey(database.db, masterKey);
  const log = createLogger('silent');
  const archiveStore = { kind: 'folder', root: archiveDir } as const;
  const cold = await openColdFootage({
    store: archiveStore,
    cacheDir: coldCacheDir,
    cacheBytes: 1024 ** 3,
    log,
  });
  const now = () => Date.now() * 1000;
  const base: ServerContext = {
    db: database.db,
    hot: openHotStore(hotStore, { pieces: new PiecePool({ isShared: true }) }),
    thumbnails: new FolderStore(thumbnailDir, { marker: stores.thumbnails }),
    evidencePackages: new FolderStore(evidencePackagesDir, {
      marker: stores['evidence-packages'],
    }),
    windowTracks: new FolderStore(journalDir, { marker: stores.journal }),
    stores,
    readiness: readinessLook({
      db: database.db,
      masterKey,
      isDraining: () => false,
      markers: stores,
      hasArchive: true,
      hotDir,
      minimumFreeBytes: 0,
      databaseDir: null,
      isDatabaseFull: () => false,
      now,
    }),
    cold,
    hotCopies: null,
    masterKey,
    keys: await ensureServerKeys({ db: database.db, masterKey, now }),
    sessionSecret: sessionSecret(masterKey),
    sessions: new SessionMemory(),
    now,
    log,
    config: {
      publicUrl: TEST_ORIGIN,
      company: null,
      hotStore,
      keyWindowHours: 24,
      hotMinimumFreeBytes: 0,
      metricsToken: null,
    },
    dataKeys: new DataKeyCache(),
    deviceKeys: new KnownDeviceKeys(),
    deviceTokens: new VerifiedTokens(),
    uploads: new RunningUploads(),
    intake: new SegmentIntake(),
    brokenUploads: new BrokenUploads(),
    hotSpace: new HotSpace(),
    digests: new DigestThread(),
    textFilters: new FilterThread(),
    proofs: new FootageProofs(),
    playedSegments: new PlayedSegments(),
    viewRights: new ViewRights(),
    toldDeliveries: new ToldDeliveries(),
    watchNotifier: new WatchNotifier(),
    packages: new PackageIndex(),
    releases: new ReleaseStore(new FolderStore(releasesDir), releasesDir, [
      TEST_RELEASE_KEY.publicKey,
    ]),
    metrics: new PortalMetrics(),
    installation: {
      version: '0.0.0',
      settings: [],
      migrations: await knownMigrations(),
      archiveStore,
      objectBucket: null,
      // Nobody listens there.
      mail: { url: 'smtp://127.0.0.1:1', from: 'portal@example.com' },
    },
    requestId: 'test-request',
  };
  return {
    context: ({ now: clock, ...config } = {}) => ({
      ...base,
      now: clock ?? base.now,
      config: { ...base.config, ...config },
    }),
    files: () => filesBelow(hotDir),
    databaseUrl: database.url,
    owner: database.owner.db,
    hotDir,
    archiveDir,
    coldCacheDir,
    masterKey,
    async close() {
      await database.close();
      for (const dir of [
        hotDir,
        thumbnailDir,
        journalDir,
        evidencePackagesDir,
        releasesDir,
        archiveDir,
        coldCacheDir,
      ]) {
        await rm(dir, { recursive: true });
      }
    },
  };
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name !== FOLDER_MARKER)
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

/** Only the tests of purposes ask for them. */
function askNobodyWhy(db: Db): Promise<void> {
  const nobody = WatchingSettings.parse({ exemptRoles: Role.options });
  return writeWatchingSettings(db, nobody, { at: 0, by: null });
}

/** Only the tests of second factors ask for them. */
function askNoSecondFactor(db: Db): Promise<void> {
  const nobody = SignInSettings.parse({ secondFactorRoles: [] });
  return writeSignInSettings(db, nobody, { at: 0, by: null });
}
