import { FolderStore } from '../folder-store.ts';
import type { RemoteTimeouts } from '../remote/remote-timeouts.ts';
import { S3Store } from '../remote/s3-store.ts';
import { TosStore } from '../remote/tos-store.ts';
import { folderMarker } from '../store-marker.ts';
import type { ArchiveStoreOptions } from './archive-store-options.ts';

export function openArchiveStore(store: ArchiveStoreOptions): FolderStore | TosStore | S3Store {
  switch (store.kind) {
    case 'folder':
      return new FolderStore(store.root, {
        marker: folderMarker(store.root, { name: 'archive', installation: store.installation }),
      });
    case 'tos':
      return new TosStore(store.options);
    case 's3':
      return new S3Store(store.options);
  }
}

/** The same store, asked with another patience; a folder needs none. */
export function withTimeouts(
  store: ArchiveStoreOptions,
  timeouts: RemoteTimeouts,
): ArchiveStoreOptions {
  if (store.kind === 'folder') return store;
  if (store.kind === 'tos') return { ...store, options: { ...store.options, timeouts } };
  return { ...store, options: { ...store.options, timeouts } };
}
