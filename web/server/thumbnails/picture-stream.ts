import { openPicture } from '@workcompanion/core/crypto/sealed-picture';
import { isAppError } from '@workcompanion/core/errors';
import type { ThumbnailEntry } from '@workcompanion/core/footage/thumbnail-entries';
import { packFileKey, picturePlace } from '@workcompanion/core/footage/thumbnail-pack';
import type { PackFolder, PackReader } from '@workcompanion/core/storage/pack-folder';
import type { StoredPack } from '@workcompanion/db/queries/read-thumbnail-packs';
import { pictureHead } from '../../contract/pictures.ts';
import type { ByteSource } from '../http/reply.ts';

export type KeyedPack = StoredPack & { readonly key: Buffer };

/** Pictures, each opened when the client takes it. One that is lost or damaged is left out. */
export class PictureStream implements ByteSource {
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
      for (const entry of pack.entries) {
        const picture = await this.#read(pack, entry);
        if (picture) yield picture;
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
      // Deleted meanwhile, with pictures in it that nobody may see any more.
      if (isAppError(error, 'blob-missing')) return false;
      throw error;
    }
  }

  async #read(pack: KeyedPack, { at, size, ...entry }: ThumbnailEntry): Promise<Uint8Array | null> {
    if (this.#open === null) return null;
    try {
      const sealed = await this.#open.read({ start: at, end: at + size });
      const place = picturePlace({ recordingId: pack.recordingId, sequence: entry.sequence });
      const image = openPicture(pack.key, sealed, place);
      const to = entry.startsAt + entry.duration;
      return Buffer.concat([pictureHead({ from: entry.startsAt, to, bytes: image.length }), image]);
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
