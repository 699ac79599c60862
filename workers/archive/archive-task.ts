import type { ErrorCode } from '@workcompanion/core/errors';
import type { TaskFailure } from '../threads/task-failure.ts';

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
