import { constants, type FileHandle, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError, isAppError } from '../errors.ts';
import { blobPath } from './blob-key.ts';
import type { ByteRange } from './blob-store.ts';
import { makeFolder, syncFolder } from './durable-folder.ts';
import type { StoreMarker } from './store-marker.ts';
import { systemErrorCode } from './system-error.ts';

/** An open pack. Whoever opened it closes it. */
export interface PackReader {
  /** Throws `blob-missing` when the file ends before. */
  read(range: ByteRange): Promise<Buffer>;
  close(): Promise<void>;
}

type Marker = Pick<StoreMarker, 'assertOurs'>;

/** Files below `root` that grow by pieces; which part of a file counts is known elsewhere. */
export class PackFolder {
  readonly #root: string;
  readonly #marker: Marker | undefined;

  /** The marker is asked before anything is written or taken for missing. */
  constructor(root: string, marker?: Marker) {
    this.#root = root;
    this.#marker = marker;
  }

  /** Durably writes `pieces` from byte `at` on, and cuts the file behind them. */
  async write(key: string, at: number, pieces: readonly Uint8Array[]): Promise<void> {
    const path = blobPath(this.#root, key);
    await this.#marker?.assertOurs();
    const file = await openToWrite(path);
    try {
      await file.truncate(at);
      if (pieces.length > 0) await file.writev([...pieces], at);
      await file.datasync();
    } finally {
      await file.close();
    }
    // Only then can the name be new.
    if (at === 0) await syncFolder(dirname(path));
  }

  /** Throws `blob-missing`. */
  async open(key: string): Promise<PackReader> {
    try {
      const file = await openToRead(blobPath(this.#root, key), key);
      return { read: (range) => readRange(file, range, key), close: () => file.close() };
    } catch (error) {
      if (isAppError(error, 'blob-missing')) await this.#marker?.assertOurs();
      throw error;
    }
  }

  /** Succeeds if the key is absent. */
  async delete(key: string): Promise<void> {
    const path = blobPath(this.#root, key);
    try {
      await rm(path);
    } catch (error) {
      if (!isMissing(error)) throw error;
      await this.#marker?.assertOurs();
      return;
    }
    await syncFolder(dirname(path));
  }
}

async function openToWrite(path: string): Promise<FileHandle> {
  const flags = constants.O_RDWR | constants.O_CREAT;
  try {
    return await open(path, flags, 0o600);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  await makeFolder(dirname(path));
  return open(path, flags, 0o600);
}

async function openToRead(path: string, key: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (cause) {
    throw isMissing(cause) ? missing(key, cause) : cause;
  }
}

async function readRange(file: FileHandle, { start, end }: ByteRange, key: string) {
  const buffer = Buffer.allocUnsafeSlow(end - start);
  const { bytesRead } = await file.read(buffer, 0, buffer.length, start);
  if (bytesRead < buffer.length) throw missing(key);
  return buffer;
}

function missing(key: string, cause?: unknown): AppError {
  return new AppError('blob-missing', `${key} is missing, or shorter than it was`, { cause });
}

function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(systemErrorCode(error) ?? '');
}
