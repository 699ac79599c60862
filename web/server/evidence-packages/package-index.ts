import { type Manifest, Manifest as ManifestSchema } from '@workcompanion/core/evidence/manifest';
import { MANIFEST } from '@workcompanion/core/evidence/package-documents';
import { readZipEntries, type StoredEntry } from '@workcompanion/core/evidence/zip-entries';
import type { EvidencePackageId } from '@workcompanion/core/ids';
import { LRUCache } from 'lru-cache';
import { type MadePackage, openPackageFile, type PackageContext } from './open-package-file.ts';

export interface IndexedVideo {
  readonly video: Pick<Manifest['videos'][number], 'path' | 'kind' | 'display'>;
  readonly entry: StoredEntry;
}

const MAX_PACKAGES = 200;

/** Where the videos of lately watched packages lie in them: a package never changes. */
export class PackageIndex {
  readonly #known = new LRUCache<EvidencePackageId, readonly IndexedVideo[]>({ max: MAX_PACKAGES });

  async videosOf(ctx: PackageContext, made: MadePackage): Promise<readonly IndexedVideo[]> {
    const known = this.#known.get(made.id);
    if (known) return known;
    const found = await findVideos(ctx, made);
    this.#known.set(made.id, found);
    return found;
  }
}

async function findVideos(ctx: PackageContext, made: MadePackage): Promise<IndexedVideo[]> {
  const zip = await readZipEntries({
    size: made.bytes,
    read: async (start, end) => {
      if (start >= end) return new Uint8Array();
      const pieces: Uint8Array[] = [];
      for await (const piece of (await openPackageFile(ctx, made, { start, end })).chunks()) {
        pieces.push(piece);
      }
      return Buffer.concat(pieces);
    },
  });
  const { videos, nativeVideos } = ManifestSchema.parse(JSON.parse(await zip.text(MANIFEST)));
  const entries = new Map(zip.stored.map((entry) => [entry.path, entry]));
  const natives = nativeVideos.map((video) => ({ ...video, kind: 'display' as const }));
  return (videos.length > 0 ? videos : natives).flatMap((video) => {
    const entry = entries.get(video.path);
    return entry ? [{ video, entry }] : [];
  });
}
