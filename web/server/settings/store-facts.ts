import type { ArchiveStoreOptions } from '@workcompanion/core/storage/archive/archive-store-options';
import type { StoreFacts } from '../../contract/settings.ts';

/** Where recordings lie, without what opens it. */
export function storeFacts(hotDir: string, archive: ArchiveStoreOptions | null): StoreFacts[] {
  const hot = { store: 'hot', kind: 'folder', place: hotDir } as const;
  if (archive === null) return [hot];
  return [hot, { store: 'archive', kind: archive.kind, place: placeOf(archive) }];
}

function placeOf(archive: ArchiveStoreOptions): string {
  if (archive.kind === 'folder') return archive.root;
  const { bucket, endpoint } = archive.options;
  return `${bucket} @ ${endpoint}`;
}
