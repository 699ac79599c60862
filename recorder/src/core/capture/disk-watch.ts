import { statfs } from 'node:fs/promises';
import type { StoragePolicy } from '@workcompanion/core/protocol/policy';
import type { z } from 'zod';
import type { ReservedSpace } from '../journal/reserved-space.ts';
import type { UploadQueue } from '../journal/upload-queue.ts';
import type { RecorderParts } from '../recorder-parts.ts';
import type { FormerDevices } from '../upload/former-devices.ts';
import type { KeptFiles } from '../upload/kept-files.ts';

type DiskParts = Pick<RecorderParts, 'segments' | 'queue' | 'keptFiles' | 'reserve'> & {
  readonly former: Pick<FormerDevices, 'unsent'>;
};

/** A file that is still being written, so that the queue does not count it yet. */
interface GrowingFile {
  readonly bytes: number;
}

/** Whether there is room to record, by the last check or by the last write that found none. */
export class DiskWatch {
  readonly #folder: string;
  readonly #queue: UploadQueue;
  readonly #former: DiskParts['former'];
  readonly #kept: KeptFiles;
  readonly #reserve: ReservedSpace;
  readonly #growing = new Set<GrowingFile>();
  #full = false;
  #room: DiskRoom | null = null;

  constructor({ segments, queue, former, keptFiles, reserve }: DiskParts) {
    this.#folder = segments;
    this.#queue = queue;
    this.#former = former;
    this.#kept = keptFiles;
    this.#reserve = reserve;
    reserve.on('full', () => {
      this.#full = true;
    });
  }

  get full(): boolean {
    return this.#full;
  }

  /** By the last check; null before a first. */
  get room(): DiskRoom | null {
    return this.#room;
  }

  grows(file: GrowingFile): void {
    this.#growing.add(file);
  }

  isClosed(file: GrowingFile): void {
    this.#growing.delete(file);
  }

  /** A write found no room: the journal gets what is reserved for it. */
  metFullDisk(): void {
    this.#reserve.release();
  }

  async check(storage: Storage): Promise<void> {
    const growing = [...this.#growing].reduce((sum, { bytes }) => sum + bytes, 0);
    const storedBytes = this.#queue.unsentBytes() + this.#former.unsent.bytes + growing;
    await this.#kept.makeRoom(storage, storedBytes);
    const use = { storedBytes, freeBytes: await freeBytes(this.#folder) };
    // The journal must be able to say that recording ends: without that room the disk counts as full.
    this.#full = isDiskFull(this.#full, use, storage) || !(await this.#reserve.take());
    this.#room = { ...use, ...storage, limit: this.#full ? limitOf(use, storage) : null };
  }
}

/** Recording goes on when this much of the quota is free again, and not at the first byte. */
const RESUME_SHARE = 0.9;
const RESUME_FREE_BYTES = 32 * 1024 * 1024;

interface DiskUse {
  /** Everything that is not uploaded yet, and what is being written. */
  readonly storedBytes: number;
  readonly freeBytes: number;
}

/** What there is, and what the policy allows. `limit`: what stops the recording; null while nothing does. */
export interface DiskRoom extends DiskUse, Storage {
  readonly limit: 'disk' | 'quota' | null;
}

type Storage = z.infer<typeof StoragePolicy>;

function limitOf({ storedBytes }: DiskUse, { quotaBytes }: Storage): 'disk' | 'quota' {
  return storedBytes > quotaBytes * RESUME_SHARE ? 'quota' : 'disk';
}

/** Tells whether recording must stop, or stay stopped. What is not uploaded is never deleted. */
export function isDiskFull(
  wasFull: boolean,
  { storedBytes, freeBytes }: DiskUse,
  { quotaBytes, minimumFreeBytes }: Storage,
): boolean {
  if (!wasFull) return storedBytes >= quotaBytes || freeBytes < minimumFreeBytes;
  return (
    storedBytes > quotaBytes * RESUME_SHARE || freeBytes < minimumFreeBytes + RESUME_FREE_BYTES
  );
}

/** Counts what a user other than root may still write. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
