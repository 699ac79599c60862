import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readReceipt } from '@workcompanion/core/crypto/receipt';
import type { StoragePolicy } from '@workcompanion/core/protocol/policy';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import type { z } from 'zod';
import { freeBytes } from '../capture/disk-watch.ts';
import { statementCopyName } from '../journal/statement-copies.ts';
import type { KeptEntry, UploadQueue } from '../journal/upload-queue.ts';

/**
 * µs. Checkpoints come hourly: one that has not come for a day won't, and what lies on a person's
 * disk, though encrypted, lies there no longer than it helps.
 */
const LONGEST_KEPT = 24 * 3_600_000_000;
/** The share of the quota that all files may take before kept ones are deleted. */
const QUOTA_SHARE = 0.5;
/** What is left free beyond the policy's minimum, so that no kept file ever stops a recording. */
const MARGIN_BYTES = 256 * 1024 * 1024;
/** Reading all receipts costs some milliseconds: often enough for times that are told in hours. */
const LOOK_EVERY_MS = 60_000;

export interface KeptFilesOptions {
  readonly queue: UploadQueue;
  /** Where segments lie. */
  readonly folder: string;
  /** UTC µs, as the server's clock has it. */
  readonly now: () => UtcMicros;
}

/**
 * Files that the server has receipted. They stay until it has also committed to them by a checkpoint
 * that was checked here: a server that was set back to a backup gets them again. They count as no
 * backlog, and the oldest go first when others need the room.
 */
export class KeptFiles {
  readonly #options: KeptFilesOptions;
  #committedTo: UtcMicros | null = null;
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(options: KeptFilesOptions) {
    this.#options = options;
  }

  /** Deletes what the server has committed to, and what has been kept long enough. */
  async deleteCovered(committedTo: UtcMicros | null): Promise<void> {
    const isSame = committedTo === this.#committedTo;
    if (isSame && performance.now() - this.#lookedAt < LOOK_EVERY_MS) return;
    this.#committedTo = committedTo;
    this.#lookedAt = performance.now();
    const before = Math.max(committedTo ?? 0, this.#options.now() - LONGEST_KEPT);
    for (const entry of this.#options.queue.kept()) {
      if (receivedAt(entry) < before) await this.#delete(entry);
    }
  }

  /** Deletes the oldest while all files together take more than they may. */
  async makeRoom(
    { quotaBytes, minimumFreeBytes }: z.infer<typeof StoragePolicy>,
    unsentBytes: number,
  ): Promise<void> {
    const { queue, folder } = this.#options;
    let keptBytes = queue.keptAmount().bytes;
    if (keptBytes === 0) return;
    let free = await freeBytes(folder);
    const isTight = () =>
      keptBytes + unsentBytes > quotaBytes * QUOTA_SHARE || free < minimumFreeBytes + MARGIN_BYTES;
    if (!isTight()) return;
    for (const entry of queue.kept()) {
      await this.#delete(entry);
      keptBytes -= entry.bytes;
      free += entry.bytes;
      if (!isTight()) return;
    }
  }

  /** May run twice: the file first, then what the journal says of it. */
  async #delete({ index, file }: KeptEntry): Promise<void> {
    const path = join(this.#options.folder, file);
    await rm(path, { force: true });
    await rm(statementCopyName(path), { force: true });
    this.#options.queue.markFileDeleted(index);
  }
}

/** One that can't be read says nothing for keeping the file. */
function receivedAt({ receipt }: KeptEntry): UtcMicros {
  try {
    return readReceipt(receipt).receivedAt;
  } catch {
    return 0;
  }
}
