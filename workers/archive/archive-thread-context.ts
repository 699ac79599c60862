import { openArchiveStore } from '@workcompanion/core/storage/archive/open-archive-store';
import type { BlobStore } from '@workcompanion/core/storage/blob-store';
import { openHotStore, sharesBucket } from '@workcompanion/core/storage/hot/open-hot-store';
import { PiecePool } from '@workcompanion/core/storage/piece-pool';
import { RemoteStore } from '@workcompanion/core/storage/remote/remote-store';
import { isStored } from '../stores/is-stored.ts';
import { describeFailure } from '../threads/task-failure.ts';
import type { SharedBucket } from './archive-in-place.ts';
import type { ArchiveOptions } from './archive-options.ts';
import {
  type ArchiveContext,
  type ArchiveTask,
  archiveSegment,
  type TaskOutcome,
} from './archive-segment.ts';
import { ByteRateLimiter } from './rate-limiter.ts';

export type ThreadOptions = Pick<ArchiveOptions, 'store' | 'hotStore' | 'bytesPerSecond'>;

export function archiveThreadContext(options: ThreadOptions): ArchiveContext {
  const { bytesPerSecond, hotStore } = options;
  const pieces = new PiecePool();
  const archive = openArchiveStore(options.store);
  return {
    hot: openHotStore(hotStore, { pieces }),
    archive,
    shared: sharedBucket(options, archive),
    isStored,
    limiter: bytesPerSecond === null ? null : new ByteRateLimiter(bytesPerSecond),
    pieces,
  };
}

function sharedBucket({ hotStore, store }: ThreadOptions, archive: BlobStore): SharedBucket | null {
  if (store.kind === 'folder' || !sharesBucket(hotStore, store)) return null;
  if (!(archive instanceof RemoteStore)) return null;
  return { store: archive, storageClass: store.options.storageClass ?? null };
}

/** Safe: `openArchivePool` starts the thread, and gives it these as its data. */
export function asThreadOptions(workerData: unknown): ThreadOptions {
  return workerData as ThreadOptions;
}

/** The two things that the thread does, with errors as data. */
export function archiveThreadTasks(ctx: ArchiveContext) {
  return {
    archive: (task: ArchiveTask) => answered(archiveSegment(ctx, task)),
    prove: (task: ArchiveTask) => answered(prove(ctx, task)),
  };
}

async function prove(
  { archive, isStored }: ArchiveContext,
  task: ArchiveTask,
): Promise<TaskOutcome> {
  return { kind: (await isStored(archive, task.key, task)) ? 'proved' : 'absent' };
}

async function answered(outcome: Promise<TaskOutcome>): Promise<TaskOutcome> {
  try {
    return await outcome;
  } catch (error) {
    return { kind: 'failed', failure: describeFailure(error) };
  }
}
