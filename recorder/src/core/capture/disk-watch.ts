import type { StoragePolicy } from '@workcompanion/core/protocol/policy';
import type { z } from 'zod';
import type { SpareRoom } from '../journal/spare-room.ts';
import type { UploadQueue } from '../journal/upload-queue.ts';
import type { RecorderParts } from '../recorder-parts.ts';
import type { FormerDevices } from '../upload/former-devices.ts';
import type { KeptFiles } from '../upload/kept-files.ts';
import { freeBytes, isDiskFull } from './disk-guard.ts';

type DiskParts = Pick<RecorderParts, 'segments' | 'queue' | 'keptFiles' | 'room'> & {
  readonly former: Pick<FormerDevices, 'unsent'>;
};

/** Whether there is room to record, as of the last look, or of the last write that found none. */
export class DiskWatch {
  readonly #folder: string;
  readonly #queue: UploadQueue;
  readonly #former: DiskParts['former'];
  readonly #kept: KeptFiles;
  readonly #room: SpareRoom;
  #full = false;

  constructor({ segments, queue, former, keptFiles, room }: DiskParts) {
    this.#folder = segments;
    this.#queue = queue;
    this.#former = former;
    this.#kept = keptFiles;
    this.#room = room;
    room.on('full', () => {
      this.#full = true;
    });
  }

  get full(): boolean {
    return this.#full;
  }

  async look(storage: z.infer<typeof StoragePolicy>, openBytes: number): Promise<void> {
    const storedBytes = this.#queue.unsentBytes() + this.#former.unsent.bytes + openBytes;
    await this.#kept.makeRoom(storage, storedBytes);
    const use = { storedBytes, freeBytes: await freeBytes(this.#folder) };
    // First of all there must be room to say that there is none.
    this.#full = isDiskFull(this.#full, use, storage) || !(await this.#room.take());
  }
}
