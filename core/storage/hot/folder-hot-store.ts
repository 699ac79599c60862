import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { AppError, isAppError } from '../../errors.ts';
import { linkDurably } from '../../files/durable-folder.ts';
import { isMissing, systemErrorCode } from '../../files/system-error.ts';
import { blobPath } from '../blob-store.ts';
import { FolderStore, type FolderStoreOptions } from '../folder-store.ts';
import { type DiskSpace, readDisk } from '../read-disk.ts';
import { AttemptFolder } from './attempt-folder.ts';
import type { HotStore, HotUpload, KeptPart, StagedBlob } from './hot-store.ts';

/** The hot store in a folder that all nodes share, or in that of the only one. */
export class FolderHotStore extends FolderStore implements HotStore {
  readonly #root: string;
  readonly #marker: FolderStoreOptions['marker'];
  readonly #attempts: AttemptFolder;

  constructor(root: string, options: FolderStoreOptions = {}) {
    super(root, options);
    this.#root = root;
    this.#marker = options.marker;
    this.#attempts = new AttemptFolder(root);
  }

  async stage(upload: HotUpload, body: AsyncIterable<Uint8Array>): Promise<StagedBlob> {
    const path = await this.#attempts.write(upload, body);
    return {
      publish: async () => {
        const outcome = await this.#publish(upload, path);
        if ((await this.head(upload.key))?.size === upload.bytes) return outcome;
        throw new AppError('internal', `The file of segment ${upload.segment} is not whole.`);
      },
      discard: () => this.#attempts.discard(path),
      discardAll: () => this.#attempts.discardAll(path, upload),
    };
  }

  keptPart(of: Pick<HotUpload, 'device' | 'segment'>): Promise<KeptPart | null> {
    return this.#attempts.longest(of);
  }

  takeOver(part: KeptPart): AsyncIterable<Uint8Array> {
    return this.#attempts.takeOver(part);
  }

  discardParts(of: Pick<HotUpload, 'device' | 'segment'>): Promise<void> {
    return this.#attempts.discardParts(of);
  }

  removeAttempts(beforeMs: number): Promise<number> {
    return this.#attempts.removeOlder(beforeMs);
  }

  /** A folder holds bytes alone. */
  async statementOf(): Promise<null> {
    return null;
  }

  async writtenAt(key: string): Promise<number | null> {
    try {
      return (await stat(blobPath(this.#root, key))).mtimeMs;
    } catch (error) {
      if (!['ENOENT', 'ENOTDIR'].includes(systemErrorCode(error) ?? '')) throw error;
      await this.#marker?.assertOurs();
      return null;
    }
  }

  /** A folder that is away says so by its marker. */
  readonly trouble = null;

  needsDisk(): boolean {
    return true;
  }

  disk(): Promise<DiskSpace> {
    return readDisk(this.#root);
  }

  /** Whole files alone ever get a name: one that is not what its name says went bad since. */
  async #publish(upload: HotUpload, path: string): Promise<'published' | 'replaced'> {
    await this.#marker?.assertOurs();
    try {
      if (await linkDurably(path, blobPath(this.#root, upload.key))) return 'published';
    } catch (cause) {
      if (!isMissing(cause)) throw cause;
      throw new AppError('upload-in-progress', 'Another request goes on with this upload.', {
        cause,
        retryAfterSeconds: 1,
      });
    }
    // A crash has left a file before its row was committed.
    if (await this.#holds(upload)) return 'published';
    await this.adopt(upload.key, path);
    return 'replaced';
  }

  async #holds({ key, sha256 }: HotUpload): Promise<boolean> {
    const hash = createHash('sha256');
    try {
      for await (const chunk of (await this.read(key)).chunks()) hash.update(chunk);
    } catch (error) {
      if (isAppError(error, 'blob-missing')) return false;
      throw error;
    }
    return hash.digest('hex') === sha256;
  }
}
