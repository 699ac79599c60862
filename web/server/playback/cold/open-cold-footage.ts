import type { ArchiveStoreOptions } from '@workcompanion/core/storage/archive/archive-store-options';
import { MountedFolder } from '@workcompanion/core/storage/archive/mounted-folder';
import {
  openArchiveStore,
  withTimeouts,
} from '@workcompanion/core/storage/archive/open-archive-store';
import type { BlobStore } from '@workcompanion/core/storage/blob-store';
import {
  type ArchiveReach,
  CircuitBreaker,
} from '@workcompanion/core/storage/cold-cache/circuit-breaker';
import { ColdCache } from '@workcompanion/core/storage/cold-cache/cold-cache';
import { GuardedArchive } from '@workcompanion/core/storage/cold-cache/guarded-archive';
import { FolderStore } from '@workcompanion/core/storage/folder-store';
import {
  isRestorable,
  latestRestoreMs,
  type Restorable,
  type RestoreTier,
} from '@workcompanion/core/storage/restorable';
import type { Logger } from 'pino';

export interface ColdFootageOptions {
  readonly store: ArchiveStoreOptions;
  readonly cacheDir: string;
  readonly cacheBytes: number;
  readonly log: Logger;
}

/** Opens the archive for reading, and the cache before it. */
export async function openColdFootage(options: ColdFootageOptions): Promise<ColdFootage> {
  const { cacheDir, cacheBytes, log } = options;
  const store = openArchiveStore(withTimeouts(options.store, READ_TIMEOUTS));
  const { store: place } = options;
  const archive = place.kind === 'folder' ? new MountedFolder(place.root, store) : store;
  const breaker = new CircuitBreaker({
    now: () => performance.now(),
    onChange: (reach) => logReach(log, reach),
  });
  const guarded = new GuardedArchive(archive, breaker);
  const cache = await ColdCache.open({
    folder: cacheDir,
    capacityBytes: cacheBytes,
    archive: guarded,
    onProblem: (err, key) => log.error({ err, blob: key }, 'an archived blob was not cached'),
  });
  return {
    cache,
    archive: guarded,
    reach: () => breaker.reach,
    restorable: isRestorable(store) ? store : null,
    latestRestoreMs: (tier) => latestRestoreMs(classOf(options.store), tier),
    close: async () => {
      if (!(store instanceof FolderStore)) await store.close();
    },
  };
}

function classOf(store: ArchiveStoreOptions): string | null {
  return store.kind === 'folder' ? null : (store.options.storageClass ?? null);
}

/** A viewer waits before the screen: less patience than an upload at night has. */
const READ_TIMEOUTS = { connectMs: 5_000, idleMs: 15_000, totalMs: 30_000 };

function logReach(log: Logger, reach: ArchiveReach): void {
  if (reach.kind === 'up') log.info('the archive answers again');
  else log.warn(reach, 'the archive does not answer; playback of cold footage waits');
}

/** Footage whose local copy may be gone. */
export interface ColdFootage {
  /** Reads what lies in the archive, through copies that are kept for a while. */
  readonly cache: ColdCache;
  /** What the cache reads from. */
  readonly archive: Pick<BlobStore, 'read'>;
  /** Whether the archive answers. */
  reach(): ArchiveReach;
  /** Null where everything in the archive can be read at once. */
  readonly restorable: Restorable | null;
  /** How long a restore may take. */
  latestRestoreMs(tier: RestoreTier): number;
  close(): Promise<void>;
}
