import { openThumbnail, thumbnailKey } from '@workcompanion/core/crypto/sealed-thumbnail';
import { isAppError } from '@workcompanion/core/errors';
import { type PackRange, readPack } from '@workcompanion/core/footage/read-pack';
import type { PackPart } from '@workcompanion/core/footage/thumbnail-pack';
import type { BlobStore } from '@workcompanion/core/storage/blob-store';
import type { StoredPack } from '@workcompanion/db/queries/read-thumbnail-packs';
import type { UserContext } from '../auth/user-context.ts';
import type { ByteSource } from '../http/reply.ts';
import { openDataKey } from '../keys/open-data-key.ts';

/** A sealed piece of a pack. */
export interface PackPiece extends PackRange {
  /** What its seal is bound to. */
  readonly place: string;
  /** Goes before it in the answer. */
  readonly head: Uint8Array;
}

interface KeyedPack {
  readonly parts: readonly PackPart[];
  readonly key: Buffer;
  readonly pieces: readonly PackPiece[];
}

/**
 * Pieces of packs, each opened when the client takes it. One that is lost or damaged is left out: it may
 * have been deleted meanwhile, with thumbnails that nobody may see any more.
 */
export class ThumbnailStream implements ByteSource {
  readonly #store: BlobStore;
  readonly #packs: readonly KeyedPack[];
  #isClosed = false;

  constructor(store: BlobStore, packs: readonly KeyedPack[]) {
    this.#store = store;
    this.#packs = packs;
  }

  async *chunks(): AsyncGenerator<Uint8Array> {
    for (const { parts, pieces, key } of this.#packs) {
      let index = 0;
      for await (const sealed of readPack(this.#store, parts, pieces)) {
        if (this.#isClosed) return;
        const piece = pieces[index];
        index += 1;
        const opened = sealed && piece && openPiece(key, sealed, piece);
        if (opened) yield opened;
      }
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
  }
}

function openPiece(key: Buffer, sealed: Buffer, { head, place }: PackPiece): Uint8Array | null {
  try {
    return Buffer.concat([head, openThumbnail(key, sealed, place)]);
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}

/** Packs with what is to be sent of them, without those whose key was destroyed. */
export async function withKeys(
  ctx: UserContext,
  packs: readonly StoredPack[],
  piecesOf: (pack: StoredPack) => readonly PackPiece[],
): Promise<KeyedPack[]> {
  const keyed: KeyedPack[] = [];
  for (const pack of packs) {
    const dataKey = await openDataKey(ctx, pack.keyId);
    if (dataKey === null) continue;
    keyed.push({ parts: pack.parts, key: thumbnailKey(dataKey.key), pieces: piecesOf(pack) });
  }
  return keyed;
}
