import type { BlobStore } from '@workcompanion/core/storage/blob-store';
import type { ColdCache } from '@workcompanion/core/storage/cold-cache/cold-cache';
import type { HotStore } from '@workcompanion/core/storage/hot/hot-store';
import type { HotStoreOptions } from '@workcompanion/core/storage/hot/open-hot-store';
import type { Db } from '@workcompanion/db/client';
import type { Readiness } from '@workcompanion/db/health/readiness';
import type { StoreMarkers } from '@workcompanion/db/stores/open-markers';
import type { Logger } from 'pino';
import type { SessionMemory } from './auth/session-memory.ts';
import type { PackageIndex } from './evidence-packages/package-index.ts';
import type { ServerKeyPairs } from './keys/ensure-server-keys.ts';
import type { DataKeyCache } from './keys/open-data-key.ts';
import type { PortalMetrics } from './metrics/portal-metrics.ts';
import type { ColdFootage } from './playback/cold/open-cold-footage.ts';
import type { PlayedSegments } from './playback/played-segments.ts';
import type { DigestThread } from './playback/proof/digest-thread.ts';
import type { FootageProofs } from './playback/proof/footage-proofs.ts';
import type { ViewRights } from './playback/view-rights.ts';
import type { BrokenUploads } from './recorder/broken-uploads.ts';
import type { HotSpace } from './recorder/hot-space.ts';
import type { KnownDeviceKeys } from './recorder/known-device-keys.ts';
import type { RunningUploads } from './recorder/running-uploads.ts';
import type { SegmentIntake } from './recorder/segment-intake.ts';
import type { VerifiedTokens } from './recorder/verified-tokens.ts';
import type { ReleaseStore } from './releases/release-store.ts';
import type { FilterThread } from './search/filter-thread.ts';
import type { Installation } from './settings/installation.ts';
import type { CompanySignIn } from './sign-in/company/company-sign-in.ts';
import type { ToldDeliveries } from './views/log-delivery.ts';
import type { WatchNotifier } from './views/watch-notifier.ts';

/** All that verbs reach the world through; one a process. */
export interface ServerContext {
  readonly db: Db;
  readonly hot: HotStore;
  readonly thumbnails: BlobStore;
  readonly evidencePackages: BlobStore;
  /** Sealed, beside the packs of old statements. */
  readonly windowTracks: BlobStore;
  /** Whose the stores are: one that is not mounted has lost nothing. */
  readonly stores: StoreMarkers;
  /** What is well and what is not, for monitors and balancers. */
  readonly readiness: () => Promise<Readiness>;
  /** Null when the archive is off. */
  readonly cold: ColdFootage | null;
  /** Copies on this node of what lies in a hot bucket; null where the hot store is a folder. */
  readonly hotCopies: ColdCache | null;
  readonly masterKey: Buffer;
  readonly keys: ServerKeyPairs;
  /** Signs and encrypts the session cookies. */
  readonly sessionSecret: string;
  readonly sessions: SessionMemory;
  /** UTC µs. */
  readonly now: () => number;
  readonly log: Logger;
  readonly config: ServerConfig;
  readonly dataKeys: DataKeyCache;
  readonly deviceKeys: KnownDeviceKeys;
  readonly deviceTokens: VerifiedTokens;
  readonly uploads: RunningUploads;
  readonly intake: SegmentIntake;
  readonly brokenUploads: BrokenUploads;
  readonly hotSpace: HotSpace;
  readonly digests: DigestThread;
  readonly textFilters: FilterThread;
  readonly proofs: FootageProofs;
  readonly playedSegments: PlayedSegments;
  readonly viewRights: ViewRights;
  readonly toldDeliveries: ToldDeliveries;
  readonly watchNotifier: WatchNotifier;
  readonly packages: PackageIndex;
  readonly releases: ReleaseStore;
  readonly metrics: PortalMetrics;
  readonly installation: Installation;
  /** Names the request in errors that are data (batches). */
  readonly requestId: string;
}

/** The settings that verbs act by. */
export interface ServerConfig {
  /** Origin of the portal as browsers and recorders know it. */
  readonly publicUrl: string;
  /** Null: people sign in by password only. */
  readonly company: CompanySignIn | null;
  readonly hotStore: HotStoreOptions;
  readonly keyWindowHours: number;
  readonly hotMinimumFreeBytes: number;
  /** Null: nobody may read the metrics. */
  readonly metricsToken: string | null;
}
