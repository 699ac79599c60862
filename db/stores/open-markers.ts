import type { ArchiveStoreOptions } from '@workcompanion/core/storage/archive/archive-store-options';
import type { BlobStore } from '@workcompanion/core/storage/blob-store';
import type { ObjectKind } from '@workcompanion/core/storage/objects/open-object-stores';
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
  readonly 'evidence-packages': StoreMarker;
  readonly journal: StoreMarker;
  /** Null when there is no archive, or one that this process does not ask. */
  readonly archive: StoreMarker | null;
}

interface MarkersOf {
  readonly installation: string;
  /** By which a bucket is asked; without, it is not. */
  readonly remote?: BlobStore | null;
  /** The hot store, where it is a bucket. */
  readonly hotBucket?: BlobStore | null;
  /** Where what is made besides footage lies, if it is a bucket. */
  readonly objectStores?: Readonly<Record<ObjectKind, BlobStore>> | null;
}

/** The markers of an installation's stores; that of a folder is asked without any. */
export function openMarkers(
  places: StorePlaces,
  { installation, remote = null, hotBucket = null, objectStores = null }: MarkersOf,
): StoreMarkers {
  const ofHot = { name: 'hot', installation } as const;
  const ofObjects = (name: 'thumbnails' | 'evidence-packages' | 'journal', folder: string) =>
    objectStores === null
      ? new FolderMarker(folder, { name, installation })
      : new BlobMarker(objectStores[name], { name, installation });
  return {
    hot:
      hotBucket === null
        ? new FolderMarker(places.hotDir, ofHot)
        : new BlobMarker(hotBucket, ofHot),
    thumbnails: ofObjects('thumbnails', places.thumbnailsDir),
    'evidence-packages': ofObjects('evidence-packages', places.evidencePackagesDir),
    journal: ofObjects('journal', places.journalDir),
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
