import { bucketWithTimeouts, openBucket } from '../bucket-options.ts';
import { FolderStore } from '../folder-store.ts';
import type { RemoteStore } from '../remote/remote-store.ts';
import type { RemoteTimeouts } from '../remote/remote-timeouts.ts';
import { folderMarker } from '../store-marker.ts';
import type { ArchiveStoreOptions } from './archive-store-options.ts';

export function openArchiveStore(store: ArchiveStoreOptions): FolderStore | RemoteStore {
  if (store.kind !== 'folder') return openBucket(store);
  const { root, installation } = store;
  return new FolderStore(root, { marker: folderMarker(root, { name: 'archive', installation }) });
}

/** The same store, asked with another patience; a folder needs none. */
export function withTimeouts(
  store: ArchiveStoreOptions,
  timeouts: RemoteTimeouts,
): ArchiveStoreOptions {
  return store.kind === 'folder' ? store : bucketWithTimeouts(store, timeouts);
}
