import { AppError } from '@workcompanion/core/errors';
import type { BlobStore, ExpectedBlob } from '@workcompanion/core/storage/blob-store';
import type { PiecePool } from '@workcompanion/core/storage/piece-pool';
import type { ArchiveTask, TaskOutcome } from './archive-task.ts';
import { paced, type RateLimiter } from './rate-limiter.ts';

/** What a task reaches the world through. */
export interface ArchiveContext {
  readonly hot: BlobStore;
  readonly archive: BlobStore;
  /** Whether the archive's copy is right. */
  readonly isStored: (store: BlobStore, key: string, expected: ExpectedBlob) => Promise<boolean>;
  readonly limiter: RateLimiter | null;
  /** The buffers that `hot` reads into. */
  readonly pieces: PiecePool;
}

/**
 * Copies a segment to the archive and proves the copy; may run twice, also at the same time. The put
 * looks at what is there first unless this is the first try, never overwrites blindly, and its answer
 * is not believed. Throws what the stores throw.
 */
export async function archiveSegment(ctx: ArchiveContext, task: ArchiveTask): Promise<TaskOutcome> {
  const local = await ctx.hot.head(task.key);
  if (local?.size !== task.size) return judgeUnusable(ctx, task, local?.size ?? null);
  const signal = AbortSignal.timeout(task.deadlineMs);
  await copy(ctx, task, signal);
  if (await ctx.isStored(ctx.archive, task.key, task)) return { kind: 'proved' };
  throw new AppError('digest-mismatch', `the archive took ${task.key}, but has none or another`);
}

async function copy(
  { hot, archive, limiter, pieces }: ArchiveContext,
  task: ArchiveTask,
  signal: AbortSignal,
): Promise<void> {
  const reader = await hot.read(task.key);
  try {
    await archive.put(task.key, paced(reader.chunks(), task.isUnpaced ? null : limiter, signal), {
      size: task.size,
      crc64: task.crc64,
      md5: task.md5,
      isNew: task.isFirstTry,
      signal,
      recycle: (piece) => pieces.giveBack(piece),
    });
  } finally {
    await reader.close();
  }
}

/** An earlier try may have brought it away before the local copy went bad. */
async function judgeUnusable(
  { archive, isStored }: ArchiveContext,
  task: ArchiveTask,
  localSize: number | null,
): Promise<TaskOutcome> {
  if (await isStored(archive, task.key, task)) return { kind: 'proved' };
  return localSize === null
    ? { kind: 'unusable', code: 'blob-missing', message: `${task.key} is nowhere` }
    : {
        kind: 'unusable',
        code: 'digest-mismatch',
        message: `${task.key} has ${localSize} bytes here instead of ${task.size}`,
      };
}
