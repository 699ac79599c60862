import { thumbnailObjectKey } from '../footage/thumbnail-pack.ts';
import type { ThumbnailObjectId } from '../ids.ts';
import type { BlobStore, ByteRange } from '../storage/blob-store.ts';

/** Where a pack's text lies, as its row tells. */
interface StoredTextPack {
  readonly objectId: ThumbnailObjectId | null;
  readonly foldedBytes: number;
  readonly linesBytes: number;
}

/**
 * One sealed stream of a pack; null where nothing stood on the screen. Throws `blob-missing`: the row was
 * read too long ago, and names another object by now.
 */
export async function readTextPack(
  store: Pick<BlobStore, 'read'>,
  { objectId, foldedBytes, linesBytes }: StoredTextPack,
  stream: 'folded' | 'lines',
): Promise<Buffer | null> {
  if (objectId === null) return null;
  const start = stream === 'folded' ? 0 : foldedBytes;
  const end = stream === 'folded' ? foldedBytes : foldedBytes + linesBytes;
  return await readObject(store, objectId, { start, end });
}

/** The bytes of a filter, or of a part of it. Throws as `readTextPack` does. */
export async function readObject(
  store: Pick<BlobStore, 'read'>,
  object: ThumbnailObjectId,
  range?: ByteRange,
): Promise<Buffer> {
  const reader = await store.read(thumbnailObjectKey(object), range);
  try {
    const pieces: Uint8Array[] = [];
    for await (const piece of reader.chunks()) pieces.push(Buffer.from(piece));
    return Buffer.concat(pieces);
  } finally {
    await reader.close();
  }
}
