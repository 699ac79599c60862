import type { BlobStore } from '@workcompanion/core/storage/blob-store';
import type { ArchiveReach } from '@workcompanion/core/storage/cold-cache/circuit-breaker';
import type { ColdCache } from '@workcompanion/core/storage/cold-cache/cold-cache';
import type { Restorable, RestoreTier } from '@workcompanion/core/storage/restorable';

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
