import type { WorkerJobName } from '@workcompanion/core/fleet/worker-jobs';
import type { BlobStore } from '@workcompanion/core/storage/blob-store';
import type { HotStore } from '@workcompanion/core/storage/hot/hot-store';
import type { ObjectStore } from '@workcompanion/core/storage/objects/object-store';
import type { Db } from '@workcompanion/db/client';
import type { Logger } from 'pino';

/** All that jobs reach the world through. */
export interface WorkerContext {
  readonly db: Db;
  /** UTC µs. */
  readonly now: () => number;
  readonly log: Logger;
  readonly hot: HotStore;
  readonly thumbnails: BlobStore;
  /** Where finished evidence packages lie. */
  readonly evidencePackages: ObjectStore;
  /** Where the texts of old journal entries lie. */
  readonly journal: BlobStore;
  /** Null when there is none. For single objects; the archive job has a thread of its own. */
  readonly archive: BlobStore | null;
  /** Unwraps data keys. */
  readonly masterKey: Buffer;
  /** Aborted when the process stops: a long run ends at its next safe point. */
  readonly stopping: AbortSignal;
}

/** Work that is done again and again in this process. Any run may be the second of two. */
export interface Job {
  readonly name: WorkerJobName;
  /** Read after each run. */
  readonly everyMs: number;
  /** Returns what it did, for the log; null when there was nothing to do. */
  run(ctx: WorkerContext): Promise<Readonly<Record<string, unknown>> | null>;
}
