import type { StoragePolicy } from '@workcompanion/core/protocol/policy';
import type { z } from 'zod';
import type { UploadQueue } from '../journal/upload-queue.ts';
import type { KeptFiles } from '../upload/kept-files.ts';
import { freeBytes, isDiskFull } from './disk-guard.ts';

/** Whether there is room to record, as of the last look. */
export class DiskWatch {
  readonly #folder: string;
  readonly #queue: UploadQueue;
  readonly #kept: KeptFiles;
  #full = false;

  constructor(folder: string, queue: UploadQueue, kept: KeptFiles) {
    this.#folder = folder;
    this.#queue = queue;
    this.#kept = kept;
  }

  get full(): boolean {
    return this.#full;
  }

  async look(storage: z.infer<typeof StoragePolicy>, openBytes: number): Promise<void> {
    const storedBytes = this.#queue.unsentBytes() + openBytes;
    await this.#kept.makeRoom(storage, storedBytes);
    const use = { storedBytes, freeBytes: await freeBytes(this.#folder) };
    this.#full = isDiskFull(this.#full, use, storage);
  }
}
