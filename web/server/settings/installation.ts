import type { ArchiveStoreOptions } from '@workcompanion/core/storage/archive/archive-store-options';
import type { ConfiguredSetting } from '../../contract/settings.ts';
import type { StoreTests } from './store-tests.ts';

/** What this process is and by what it was set up; all that Settings can tell. */
export interface Installation {
  readonly version: string;
  readonly settings: readonly ConfiguredSetting[];
  /** The migrations that the code comes with, the oldest first. */
  readonly migrations: readonly string[];
  /** Null when the archive is off. For the self-test, which opens a store of its own. */
  readonly archiveStore: ArchiveStoreOptions | null;
  readonly storeTests: StoreTests;
}
