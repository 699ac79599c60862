import { hkdfSync } from 'node:crypto';
import { loadMasterKey } from '@workcompanion/core/crypto/load-master-key';
import {
  type ArchiveStoreOptions,
  archiveStoreOptions,
} from '@workcompanion/core/storage/archive/archive-store-options';
import { ColdCache } from '@workcompanion/core/storage/cold-cache/cold-cache';
import type { HotStore } from '@workcompanion/core/storage/hot/hot-store';
import { hotStoreOptions, openHotStore } from '@workcompanion/core/storage/hot/open-hot-store';
import {
  objectStoreOptions,
  openObjectStores,
} from '@workcompanion/core/storage/objects/open-object-stores';
import { PiecePool } from '@workcompanion/core/storage/piece-pool';
import { assertMasterKey, assertSchema } from '@workcompanion/db/assert-usable';
import { awaitDatabase } from '@workcompanion/db/await-database';
import { connect } from '@workcompanion/db/client';
import { DATABASE_FULL } from '@workcompanion/db/database-failure';
import { FailureTally, tellIdleBreaks } from '@workcompanion/db/failure-tally';
import { COULD_CHANGE_RECORD, lookAtRole } from '@workcompanion/db/health/look-at-role';
import { connectProbe, readinessLook } from '@workcompanion/db/health/readiness';
import type { NoticeListener } from '@workcompanion/db/notice-listener';
import { readInstallationId } from '@workcompanion/db/stores/installation-id';
import { allMarkers, openMarkers } from '@workcompanion/db/stores/open-markers';
import { takeIntoUse } from '@workcompanion/db/stores/take-into-use';
import type { Logger } from 'pino';
import type { Env } from '../env.ts';
import { SessionMemory } from './auth/session-memory.ts';
import type { ServerContext } from './context.ts';
import { PackageIndex } from './evidence-packages/package-index.ts';
import { hearOtherNodes } from './hear-other-nodes.ts';
import { ensureServerKeys } from './keys/ensure-server-keys.ts';
import { DataKeyCache } from './keys/open-data-key.ts';
import { createLogger } from './log/create-logger.ts';
import { PortalMetrics } from './metrics/portal-metrics.ts';
import { type ColdFootage, openColdFootage } from './playback/cold/open-cold-footage.ts';
import { PlayedSegments } from './playback/played-segments.ts';
import { DigestThread } from './playback/proof/digest-thread.ts';
import { FootageProofs } from './playback/proof/footage-proofs.ts';
import { ViewRights } from './playback/view-rights.ts';
import { BrokenUploads } from './recorder/broken-uploads.ts';
import { HotSpace } from './recorder/hot-space.ts';
import { KnownDeviceKeys } from './recorder/known-device-keys.ts';
import { RunningUploads } from './recorder/running-uploads.ts';
import { SegmentIntake } from './recorder/segment-intake.ts';
import { VerifiedTokens } from './recorder/verified-tokens.ts';
import { ReleaseStore } from './releases/release-store.ts';
import { FilterThread } from './search/filter-thread.ts';
import { describeInstallation } from './settings/installation.ts';
import { companyOfEnv } from './sign-in/company/company-sign-in.ts';
import { ToldDeliveries } from './views/log-delivery.ts';
import { WatchNotifier } from './views/watch-notifier.ts';

/** A request waits no longer for a connection, and none of its statements runs longer; ms. */
const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 10_000;
/** Four fetches, eight far seeks, and the questions of restores beside them. */
const ARCHIVE_CONNECTIONS = 16;

export interface OpenedContext {
  readonly context: ServerContext;
  /** From now on this process says that it is not ready. */
  drain(): void;
  close(): Promise<void>;
}

/** Opens what the server works with, once a process. Whoever opened it closes it. */
export async function openContext(env: Env): Promise<OpenedContext> {
  const log = createLogger(env.LOG_LEVEL);
  const masterKey = await loadMasterKey(env);
  await awaitDatabase(env.DATABASE_URL);
  const now = () => Date.now() * 1000;
  const database = connect(env.DATABASE_URL, {
    max: env.DATABASE_CONNECTIONS,
    connectTimeoutMs: CONNECT_TIMEOUT_MS,
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    applicationName: 'workcompanion portal',
    onIdleError: tellIdleBreaks(FailureTally.of(log)),
  });
  const { db } = database;
  const probe = connectProbe(env.DATABASE_URL, 'workcompanion portal health');
  let isDraining = false;
  const drain = () => {
    isDraining = true;
  };
  let cold: ColdFootage | null = null;
  let notices: NoticeListener | null = null;
  const close = async () => {
    await notices?.stop();
    await database.close();
    await probe.close();
    await cold?.close();
  };
  try {
    await assertSchema(db);
    const { state: databaseRole } = await lookAtRole(db);
    if (databaseRole !== 'restricted') log.warn({ databaseRole }, COULD_CHANGE_RECORD);
    await assertMasterKey(db, masterKey);
    const installation = await readInstallationId(db);
    const archiveStore = archiveStoreOptions(env, ARCHIVE_CONNECTIONS, installation);
    cold = archiveStore && (await openCold(env, archiveStore, log));
    const hotStore = hotStoreOptions(env, installation);
    const hot = openHotStore(hotStore, { pieces: new PiecePool({ isShared: true }) });
    const objectStore = objectStoreOptions(env, installation);
    const objects = openObjectStores(objectStore);
    const places = {
      hotDir: env.HOT_DIR,
      thumbnailsDir: env.THUMBNAIL_DIR,
      journalDir: env.JOURNAL_DIR,
      evidencePackagesDir: env.EVIDENCE_PACKAGES_DIR,
      archive: archiveStore,
    };
    const stores = openMarkers(places, {
      installation,
      hotBucket: hotStore.bucket === null ? null : hot,
      objectStores: objectStore.bucket === null ? null : objects,
    });
    for (const marker of allMarkers(stores)) await takeIntoUse(db, marker, { now: now() });
    const context: ServerContext = {
      db,
      hot,
      thumbnails: objects.thumbnails,
      evidencePackages: objects['evidence-packages'],
      windowTracks: objects.journal,
      stores,
      readiness: readinessLook({
        db: probe.db,
        masterKey,
        isDraining: () => isDraining,
        markers: stores,
        hasArchive: archiveStore !== null,
        hotDir: hotStore.bucket === null ? hotStore.folder : null,
        minimumFreeBytes: env.HOT_MINIMUM_FREE_BYTES,
        databaseDir: env.DATABASE_DIR ?? null,
        hasAuditCopy: env.AUDIT_SYSLOG !== undefined,
        isDatabaseFull: () => FailureTally.of(log).hasRecent(DATABASE_FULL),
        now,
      }),
      cold,
      hotCopies:
        hotStore.bucket === null ? null : (cold?.cache ?? (await openCopies(env, hot, log))),
      masterKey,
      keys: await ensureServerKeys({ db, masterKey, now }),
      sessionSecret: sessionSecret(masterKey),
      sessions: new SessionMemory(),
      now,
      log,
      config: {
        publicUrl: env.PUBLIC_URL,
        company: companyOfEnv(env),
        hotStore,
        keyWindowHours: env.KEY_WINDOW_HOURS,
        hotMinimumFreeBytes: env.HOT_MINIMUM_FREE_BYTES,
        metricsToken: env.METRICS_TOKEN ?? null,
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
      releases: await ReleaseStore.open(objects.releases, env),
      metrics: PortalMetrics.ofProcess(database.pool),
      installation: await describeInstallation(env, archiveStore),
      requestId: '',
    };
    notices = hearOtherNodes(context, env.DATABASE_LISTEN_URL ?? env.DATABASE_URL);
    return { context, drain, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Copies of what lies in a hot bucket, where there is no archive to share them with. */
function openCopies(env: Env, hot: HotStore, log: Logger): Promise<ColdCache> {
  return ColdCache.open({
    folder: env.COLD_CACHE_DIR,
    capacityBytes: env.COLD_CACHE_BYTES,
    archive: hot,
    onProblem: (err, key) => log.error({ err, blob: key }, 'a recording was not cached'),
  });
}

async function openCold(env: Env, store: ArchiveStoreOptions, log: Logger): Promise<ColdFootage> {
  const { COLD_CACHE_DIR: cacheDir, COLD_CACHE_BYTES: cacheBytes } = env;
  return await openColdFootage({ store, cacheDir, cacheBytes, log });
}

/** The secret of the session cookies, from the master key (HKDF, RFC 5869): nothing more to keep. */
export function sessionSecret(masterKey: Buffer): string {
  const derived = hkdfSync('sha256', masterKey, '', 'workcompanion session cookies v1', 32);
  return Buffer.from(derived).toString('base64url');
}
