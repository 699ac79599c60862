import { AppError, type ErrorCode, isAppError } from '@workcompanion/core/errors';
import type { BlobReader, BlobStore, ExpectedBlob } from '@workcompanion/core/storage/blob-store';
import type { PiecePool } from '@workcompanion/core/storage/piece-pool';
import type { TaskFailure } from '../threads/task-failure.ts';
import { archiveInPlace, type SharedBucket } from './archive-in-place.ts';
import { type ByteRateLimiter, paced } from './rate-limiter.ts';

/** What the thread must know of a segment. */
export interface ArchiveTask {
  readonly key: string;
  readonly size: number;
  readonly crc64: string;
  readonly md5: string;
  /** Nobody can have put it before. */
  readonly isFirstTry: boolean;
  /** The rate limit is not for it. */
  readonly isUnpaced: boolean;
  /** Given up after so long. */
  readonly deadlineMs: number;
}

export type TaskOutcome =
  /** The archive's copy is right, by what the archive itself says. */
  | { readonly kind: 'proved' }
  /** The archive has none, or another. */
  | { readonly kind: 'absent' }
  /** The local copy is none that the catalogue knows, and the archive has none either. */
  | { readonly kind: 'unusable'; readonly code: ErrorCode; readonly message: string }
  | { readonly kind: 'failed'; readonly failure: TaskFailure };

/** What a task reaches the world through. */
export interface ArchiveContext {
  readonly hot: BlobStore;
  readonly archive: BlobStore;
  /** Where hot store and archive are one bucket. */
  readonly shared: SharedBucket | null;
  /** Whether the archive's copy is right. */
  readonly isStored: (store: BlobStore, key: string, expected: ExpectedBlob) => Promise<boolean>;
  readonly limiter: ByteRateLimiter | null;
  /** The buffers that `hot` reads into. */
  readonly pieces: PiecePool;
}

/**
 * Copies a segment to the archive and proves the copy; may run twice, also at the same time. The put
 * looks at what is there first unless this is the first try, never overwrites blindly, and its answer
 * is not believed. Throws what the stores throw.
 */
export async function archiveSegment(ctx: ArchiveContext, task: ArchiveTask): Promise<TaskOutcome> {
  if (ctx.shared !== null) {
    if (await archiveInPlace(ctx.shared, task.key, task)) return { kind: 'proved' };
    const there = await ctx.archive.head(task.key);
    return await judgeUnusable(ctx, task, there?.size ?? null);
  }
  const local = await openLocal(ctx.hot, task.key);
  try {
    if (local?.size !== task.size) return await judgeUnusable(ctx, task, local?.size ?? null);
    await copy(ctx, task, local);
  } finally {
    await local?.close();
  }
  if (await ctx.isStored(ctx.archive, task.key, task)) return { kind: 'proved' };
  throw new AppError('digest-mismatch', `the archive took ${task.key}, but has none or another`);
}

/** Opened rather than looked at first: the open file tells its size, too. */
async function openLocal(hot: BlobStore, key: string): Promise<BlobReader | null> {
  try {
    return await hot.read(key);
  } catch (error) {
    if (isAppError(error, 'blob-missing')) return null;
    throw error;
  }
}

async function copy(
  { archive, limiter, pieces }: ArchiveContext,
  task: ArchiveTask,
  local: BlobReader,
): Promise<void> {
  const signal = AbortSignal.timeout(task.deadlineMs);
  const pace = task.isUnpaced ? null : limiter;
  const source = pace === null ? local.chunks() : paced(local.chunks(), pace, signal);
  await archive.put(task.key, source, {
    size: task.size,
    crc64: task.crc64,
    md5: task.md5,
    isNew: task.isFirstTry,
    signal,
    recycle: (piece) => pieces.giveBack(piece),
  });
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
