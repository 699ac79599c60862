import { openThumbnail, thumbnailKey } from '@workcompanion/core/crypto/sealed-thumbnail';
import { isAppError } from '@workcompanion/core/errors';
import { packFileKey, type ThumbnailPack } from '@workcompanion/core/footage/thumbnail-pack';
import type { PackFolder, PackReader } from '@workcompanion/core/storage/pack-folder';
import type { StoredPack } from '@workcompanion/db/queries/read-thumbnail-packs';
import type { UserContext } from '../auth/user-context.ts';
import type { ByteSource } from '../http/reply.ts';
import { openDataKey } from '../keys/open-data-key.ts';

/** A sealed piece of a pack's file. */
export interface PackPiece {
  readonly at: number;
  readonly size: number;
  /** What its seal is bound to. */
  readonly place: string;
  /** Goes before it in the answer. */
  readonly head: Uint8Array;
}

type KeyedPack = ThumbnailPack & {
  readonly file: string;
  readonly key: Buffer;
  readonly pieces: readonly PackPiece[];
};

/** Pieces of packs, each opened when the client takes it. One that is lost or damaged is left out. */
export class ThumbnailStream implements ByteSource {
  readonly #folder: PackFolder;
  readonly #packs: readonly KeyedPack[];
  #open: PackReader | null = null;
  #isClosed = false;

  constructor(folder: PackFolder, packs: readonly KeyedPack[]) {
    this.#folder = folder;
    this.#packs = packs;
  }

  async *chunks(): AsyncGenerator<Uint8Array> {
    for (const pack of this.#packs) {
      if (!(await this.#turnTo(pack))) continue;
      for (const piece of pack.pieces) {
        const opened = await this.#read(pack, piece);
        if (opened) yield opened;
      }
    }
    await this.close();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#closePack();
  }

  async #turnTo(pack: KeyedPack): Promise<boolean> {
    await this.#closePack();
    try {
      const reader = await this.#folder.open(packFileKey(pack, pack.file));
      this.#open = reader;
      // Closed while it was being opened.
      if (this.#isClosed) await this.#closePack();
      return !this.#isClosed;
    } catch (error) {
      // Deleted meanwhile, with thumbnails in it that nobody may see any more.
      if (isAppError(error, 'blob-missing')) return false;
      throw error;
    }
  }

  async #read({ key }: KeyedPack, piece: PackPiece): Promise<Uint8Array | null> {
    if (this.#open === null) return null;
    try {
      const sealed = await this.#open.read({ start: piece.at, end: piece.at + piece.size });
      return Buffer.concat([piece.head, openThumbnail(key, sealed, piece.place)]);
    } catch (error) {
      if (isAppError(error)) return null;
      throw error;
    }
  }

  async #closePack(): Promise<void> {
    const reader = this.#open;
    this.#open = null;
    await reader?.close();
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
    if (dataKey) keyed.push({ ...pack, key: thumbnailKey(dataKey.key), pieces: piecesOf(pack) });
  }
  return keyed;
}
