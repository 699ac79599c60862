import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { renameDurably } from '../../files/durable-folder.ts';
import { assertBlobKey, type BlobReader, type ByteRange } from '../blob-store.ts';
import { openFileReader } from '../file-reader.ts';
import { PiecePool } from '../piece-pool.ts';

const INCOMING = '.incoming';
/** Stands for the slash; no key has it. */
const SLASH = '~';
const STATS_AT_ONCE = 256;

export interface CachedFile {
  readonly key: string;
  readonly size: number;
  readonly usedAtMs: number;
}

/** The files of the cache: flat, so that no empty folders stay; of one process at a time. */
export class CacheFolder {
  readonly #root: string;
  /** What is read of its files comes in these. */
  readonly pieces = new PiecePool({ isShared: true });

  constructor(root: string) {
    this.#root = root;
  }

  /** Removes what a crash has left, and says what is here. Only whole files ever got a name. */
  async open(): Promise<readonly CachedFile[]> {
    await rm(join(this.#root, INCOMING), { recursive: true, force: true });
    await mkdir(join(this.#root, INCOMING), { recursive: true });
    const names = (await readdir(this.#root)).filter((name) => !name.startsWith('.'));
    const files: CachedFile[] = [];
    for (let at = 0; at < names.length; at += STATS_AT_ONCE) {
      const some = names.slice(at, at + STATS_AT_ONCE);
      files.push(...(await Promise.all(some.map((name) => this.#look(name)))));
    }
    return files.sort((a, b) => a.usedAtMs - b.usedAtMs);
  }

  temporary(): string {
    return join(this.#root, INCOMING, randomUUID());
  }

  /** The file must be synced. */
  publish(temporary: string, key: string): Promise<void> {
    return renameDurably(temporary, this.#path(key));
  }

  /** Throws `blob-missing`. */
  async read(key: string, range: ByteRange | undefined): Promise<BlobReader> {
    const path = this.#path(key);
    const reader = await openFileReader(path, range, this.pieces);
    const now = new Date();
    // Tells the next start how lately it was used; nothing else hangs on it.
    utimes(path, now, now).catch(() => undefined);
    return reader;
  }

  async remove(key: string): Promise<void> {
    await rm(this.#path(key), { force: true });
  }

  async #look(name: string): Promise<CachedFile> {
    const { size, mtimeMs } = await stat(join(this.#root, name));
    return { key: name.replaceAll(SLASH, '/'), size, usedAtMs: mtimeMs };
  }

  #path(key: string): string {
    assertBlobKey(key);
    return join(this.#root, key.replaceAll('/', SLASH));
  }
}
