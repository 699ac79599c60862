import type { BlobStore } from '@workcompanion/core/storage/blob-store';
import { FolderStore } from '@workcompanion/core/storage/folder-store';
import { S3Store } from '@workcompanion/core/storage/s3/s3-store';
import { TosStore } from '@workcompanion/core/storage/tos/tos-store';
import type { ArchiveStoreOptions } from './archive-options.ts';

export function openArchiveStore(store: ArchiveStoreOptions): BlobStore {
  switch (store.kind) {
    case 'folder':
      return new FolderStore(store.root);
    case 'tos':
      return new TosStore(store.options);
    case 's3':
      return new S3Store(store.options);
  }
}
