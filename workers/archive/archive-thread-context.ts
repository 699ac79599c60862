import { openArchiveStore } from '@workcompanion/core/storage/archive/open-archive-store';
import { FolderStore } from '@workcompanion/core/storage/folder-store';
import { PiecePool } from '@workcompanion/core/storage/piece-pool';
import { folderMarker } from '@workcompanion/core/storage/store-marker';
import type { ArchiveOptions } from './archive-options.ts';
import type { ArchiveContext } from './archive-segment.ts';
import { isStored } from './is-stored.ts';
import { RateLimiter } from './rate-limiter.ts';

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
    limiter: bytesPerSecond === null ? null : new RateLimiter(bytesPerSecond),
    pieces,
  };
}

/** Safe: `openArchivePool` starts the thread, and gives it these as its data. */
export function asThreadOptions(workerData: unknown): ThreadOptions {
  return workerData as ThreadOptions;
}
