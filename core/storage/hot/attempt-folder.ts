import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rm, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError, isAppError } from '../../errors.ts';
import { isMissing, systemErrorCode } from '../../files/system-error.ts';
import { RESUMABLE_BYTES } from '../../protocol/routes.ts';
import { INCOMING_FOLDER } from '../folder-store.ts';
import { writeBatches } from '../write-batches.ts';
import type { HotUpload, KeptPart } from './hot-store.ts';

type OneSegment = Pick<HotUpload, 'device' | 'segment'>;

const READ_BYTES = 256 * 1024;

export function isResumable({ bytes }: { readonly bytes: number }): boolean {
  return bytes > RESUMABLE_BYTES;
}

/**
 * Bodies while they come, a file an attempt. No other attempt ever writes there, whichever node it runs
 * on; those at a large body lie in one folder, so that the next one finds them.
 */
export class AttemptFolder {
  readonly #folder: string;

  constructor(root: string) {
    this.#folder = join(/*turbopackIgnore: true*/ root, INCOMING_FOLDER);
  }

  /** Writes a body to a new file and syncs it. What fails leaves no file, but for a large one cut short. */
  async write(upload: HotUpload, body: AsyncIterable<Uint8Array>): Promise<string> {
    const path = isResumable(upload)
      ? join(this.#folderOf(upload), randomUUID())
      : join(this.#folder, `once-${randomUUID()}`);
    const file = await openNew(path);
    try {
      await writeBatches(file, body);
      // Data and length are durable; the times of the file are of no interest.
      await file.datasync();
      await file.close();
      return path;
    } catch (error) {
      await file.close();
      const goesOn = isAppError(error, 'truncated-body') && isResumable(upload);
      if (!goesOn) await this.discard(path);
      throw error;
    }
  }

  /** It may still grow. */
  async longest(of: OneSegment): Promise<KeptPart | null> {
    const folder = this.#folderOf(of);
    let longest: KeptPart | null = null;
    for (const name of (await ifThere(readdir(folder))) ?? []) {
      const path = join(/*turbopackIgnore: true*/ folder, name);
      const bytes = (await ifThere(stat(path)))?.size ?? 0;
      if (bytes > (longest?.bytes ?? 0)) longest = { path, bytes };
    }
    return longest;
  }

  /**
   * A kept part is copied, not written on: the attempt that left it may still be at work, on another
   * node. Without its name that one can't publish it any more.
   */
  async *takeOver({ path, bytes }: KeptPart): AsyncGenerator<Uint8Array> {
    try {
      yield* createReadStream(path, { end: bytes - 1, highWaterMark: READ_BYTES });
    } catch (cause) {
      if (!isMissing(cause)) throw cause;
      throw new AppError('upload-offset-mismatch', 'Another request goes on with it.', { cause });
    }
    await rm(path, { force: true });
  }

  async discard(path: string): Promise<void> {
    await ifThere(unlink(path));
  }

  discardAll(path: string, upload: HotUpload): Promise<void> {
    if (!isResumable(upload)) return this.discard(path);
    return this.discardParts(upload);
  }

  discardParts(of: OneSegment): Promise<void> {
    return rm(this.#folderOf(of), { recursive: true, force: true });
  }

  /** With the folders of large ones. Whoever wanted to go on with one begins anew. */
  async removeOlder(beforeMs: number): Promise<number> {
    let removed = 0;
    for (const name of await namesIn(this.#folder)) {
      const path = join(this.#folder, name);
      if (!(await isOlder(path, beforeMs))) continue;
      const attempts = await namesIn(path);
      const ages = await Promise.all(attempts.map((each) => isOlder(join(path, each), beforeMs)));
      if (!ages.every(Boolean)) continue;
      await rm(path, { recursive: true, force: true });
      removed += Math.max(1, attempts.length);
    }
    return removed;
  }

  #folderOf({ device, segment }: OneSegment): string {
    return join(/*turbopackIgnore: true*/ this.#folder, `part-${device}-${segment}`);
  }
}

/** A new file, to be written by whoever opened it alone. */
async function openNew(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx', 0o600);
  } catch (error) {
    if (!isMissing(error)) throw error;
    // Not those above: a hot folder that is not there is not mounted.
    const folder = dirname(path);
    if (basename(folder) !== INCOMING_FOLDER) await mkdir(dirname(folder)).catch(unlessThere);
    await mkdir(folder).catch(unlessThere);
    return await open(path, 'wx', 0o600);
  }
}

/** The names in a folder; none if it is a file, or gone by now. */
async function namesIn(path: string): Promise<readonly string[]> {
  try {
    return await readdir(path);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(systemErrorCode(error) ?? '')) return [];
    throw error;
  }
}

async function isOlder(path: string, beforeMs: number): Promise<boolean> {
  const file = await ifThere(stat(path));
  return file !== null && file.mtimeMs < beforeMs;
}

async function ifThere<T>(promise: Promise<T>): Promise<T | null> {
  try {
    return await promise;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function unlessThere(error: unknown): void {
  if (systemErrorCode(error) !== 'EEXIST') throw error;
}
