import type { ArchiveStoreOptions } from '@workcompanion/core/storage/archive/archive-store-options';
import type { BlobStore } from '@workcompanion/core/storage/blob-store';
import {
  BlobMarker,
  FolderMarker,
  type StoreMarker,
} from '@workcompanion/core/storage/store-marker';

export interface StorePlaces {
  readonly hotDir: string;
  readonly thumbnailsDir: string;
  readonly evidencePackagesDir: string;
  readonly journalDir: string;
  readonly archive: ArchiveStoreOptions | null;
}

export interface StoreMarkers {
  readonly hot: StoreMarker;
  readonly thumbnails: StoreMarker;
  readonly 'evidence-packages': FolderMarker;
  readonly journal: FolderMarker;
  /** Null when there is no archive, or one that this process does not ask. */
  readonly archive: StoreMarker | null;
}

interface MarkersOf {
  readonly installation: string;
  /** By which a bucket is asked; without, it is not. */
  readonly remote?: BlobStore | null;
  /** The hot store, where it is a bucket. */
  readonly hotBucket?: BlobStore | null;
  /** Where thumbnails lie, if it is a bucket. */
  readonly objectBucket?: BlobStore | null;
}

/** The markers of an installation's stores; that of a folder is asked without any. */
export function openMarkers(
  places: StorePlaces,
  { installation, remote = null, hotBucket = null, objectBucket = null }: MarkersOf,
): StoreMarkers {
  const ofThumbnails = { name: 'thumbnails', installation } as const;
  const ofHot = { name: 'hot', installation } as const;
  return {
    hot:
      hotBucket === null
        ? new FolderMarker(places.hotDir, ofHot)
        : new BlobMarker(hotBucket, ofHot),
    thumbnails:
      objectBucket === null
        ? new FolderMarker(places.thumbnailsDir, ofThumbnails)
        : new BlobMarker(objectBucket, ofThumbnails),
    'evidence-packages': new FolderMarker(places.evidencePackagesDir, {
      name: 'evidence-packages',
      installation,
    }),
    journal: new FolderMarker(places.journalDir, { name: 'journal', installation }),
    archive: archiveMarker(places.archive, { installation, remote }),
  };
}

function archiveMarker(
  archive: ArchiveStoreOptions | null,
  { installation, remote = null }: MarkersOf,
): StoreMarker | null {
  const owner = { name: 'archive', installation } as const;
  if (archive?.kind === 'folder') return new FolderMarker(archive.root, owner);
  return archive === null || remote === null ? null : new BlobMarker(remote, owner);
}

export function allMarkers({
  hot,
  thumbnails,
  'evidence-packages': evidencePackages,
  journal,
  archive,
}: StoreMarkers): StoreMarker[] {
  return [hot, thumbnails, evidencePackages, journal, ...(archive === null ? [] : [archive])];
}
