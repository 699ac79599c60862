import type { StoragePolicy } from '@workcompanion/core/protocol/policy';
import type { z } from 'zod';
import type { UploadQueue } from '../journal/upload-queue.ts';
import { freeBytes, isDiskFull } from './disk-guard.ts';

/** Whether there is room to record, as of the last look. */
export class DiskWatch {
  readonly #folder: string;
  readonly #queue: UploadQueue;
  #full = false;

  constructor(folder: string, queue: UploadQueue) {
    this.#folder = folder;
    this.#queue = queue;
  }

  get full(): boolean {
    return this.#full;
  }

  async look(storage: z.infer<typeof StoragePolicy>, openBytes: number): Promise<void> {
    const storedBytes = this.#queue.storedBytes() + openBytes;
    const use = { storedBytes, freeBytes: await freeBytes(this.#folder) };
    this.#full = isDiskFull(this.#full, use, storage);
  }
}
