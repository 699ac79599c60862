import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readReceipt } from '@workcompanion/core/crypto/server-statements';
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
/** Space that is left free beyond the policy's minimum, so that no kept file ever stops a recording. */
const MARGIN_BYTES = 256 * 1024 * 1024;
/** Reading all receipts takes some milliseconds; once a minute is enough for times of hours. */
const LOOK_EVERY_MS = 60_000;

export interface KeptFilesOptions {
  readonly queue: UploadQueue;
  /** The folder of the segments. */
  readonly folder: string;
  /** UTC µs, as the server's clock has it. */
  readonly now: () => UtcMicros;
}

/**
 * Keeps files that the server has receipted until it has also committed to them by a checkpoint that was
 * checked here, so that a server restored from a backup gets them again. They are not part of the backlog,
 * and the oldest are deleted first when space is needed.
 */
export class KeptFiles {
  readonly #options: KeptFilesOptions;
  #committedTo: UtcMicros | null = null;
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(options: KeptFilesOptions) {
    this.#options = options;
  }

  /** Deletes files that the server has committed to, or that were kept long enough. */
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

  /** Deletes the oldest kept files while all files together take more space than allowed. */
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

  /** Deletes the file first and notes it in the journal then, so that it may run twice. */
  async #delete({ index, file }: KeptEntry): Promise<void> {
    const path = join(this.#options.folder, file);
    await rm(path, { force: true });
    await rm(statementCopyName(path), { force: true });
    this.#options.queue.markFileDeleted(index);
  }
}

/** An unreadable receipt is no reason to keep the file. */
function receivedAt({ receipt }: KeptEntry): UtcMicros {
  try {
    return readReceipt(receipt).receivedAt;
  } catch {
    return 0;
  }
}
