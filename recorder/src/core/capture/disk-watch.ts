import { statfs } from 'node:fs/promises';
import type { StoragePolicy } from '@workcompanion/core/protocol/policy';
import type { z } from 'zod';
import type { ReservedSpace } from '../journal/spare-room.ts';
import type { UploadQueue } from '../journal/upload-queue.ts';
import type { RecorderParts } from '../recorder-parts.ts';
import type { FormerDevices } from '../upload/former-devices.ts';
import type { KeptFiles } from '../upload/kept-files.ts';

type DiskParts = Pick<RecorderParts, 'segments' | 'queue' | 'keptFiles' | 'room'> & {
  readonly former: Pick<FormerDevices, 'unsent'>;
};

/** Whether there is room to record, as of the last look, or of the last write that found none. */
export class DiskWatch {
  readonly #folder: string;
  readonly #queue: UploadQueue;
  readonly #former: DiskParts['former'];
  readonly #kept: KeptFiles;
  readonly #room: ReservedSpace;
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

/** Recording goes on when this much of the quota is free again, and not at the first byte. */
const RESUME_SHARE = 0.9;
const RESUME_FREE_BYTES = 32 * 1024 * 1024;

interface DiskUse {
  /** What the recorder keeps: everything not yet uploaded, and what is being written. */
  readonly storedBytes: number;
  readonly freeBytes: number;
}

/** Whether recording must stop, or stay stopped. What is not uploaded is never deleted. */
export function isDiskFull(
  wasFull: boolean,
  { storedBytes, freeBytes }: DiskUse,
  { quotaBytes, minimumFreeBytes }: z.infer<typeof StoragePolicy>,
): boolean {
  if (!wasFull) return storedBytes >= quotaBytes || freeBytes < minimumFreeBytes;
  return (
    storedBytes > quotaBytes * RESUME_SHARE || freeBytes < minimumFreeBytes + RESUME_FREE_BYTES
  );
}

/** For a user who is not root. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
