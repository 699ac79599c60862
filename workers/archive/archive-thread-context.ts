import { openArchiveStore } from '@workcompanion/core/storage/archive/open-archive-store';
import { FolderStore } from '@workcompanion/core/storage/folder-store';
import { PiecePool } from '@workcompanion/core/storage/piece-pool';
import { folderMarker } from '@workcompanion/core/storage/store-marker';
import { isStored } from '../stores/is-stored.ts';
import { describeFailure } from '../threads/task-failure.ts';
import type { ArchiveOptions } from './archive-options.ts';
import {
  type ArchiveContext,
  type ArchiveTask,
  archiveSegment,
  type TaskOutcome,
} from './archive-segment.ts';
import { ByteRateLimiter } from './rate-limiter.ts';

export type ThreadOptions = Pick<
  ArchiveOptions,
  'store' | 'hotDir' | 'bytesPerSecond' | 'installation'
>;

export function archiveThreadContext(options: ThreadOptions): ArchiveContext {
  const { bytesPerSecond, installation } = options;
  const pieces = new PiecePool();
  const marker = folderMarker(options.hotDir, { name: 'hot', installation });
  return {
    hot: new FolderStore(options.hotDir, { pieces, marker }),
    archive: openArchiveStore(options.store),
    isStored,
    limiter: bytesPerSecond === null ? null : new ByteRateLimiter(bytesPerSecond),
    pieces,
  };
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
