import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SegmentDigest, type SegmentDigests } from '@workcompanion/core/crypto/segment-digest';
import { SegmentEncryptor } from '@workcompanion/core/crypto/segment-encryptor';
import { syncFolder } from '@workcompanion/core/files/durable-folder';
import type { SegmentId } from '@workcompanion/core/ids';
import type { Clock } from '../clock.ts';
import { writeWhole } from '../files/durable-files.ts';
import type { SegmentClose, SegmentHead, SegmentWrite } from './segment-notes.ts';

const NOTES_SUFFIX = '.notes';

/** The maximum loss on a power failure. A kill loses nothing that was written. */
const SYNC_EVERY_MICROS = 2_000_000;

export interface SegmentFileOptions {
  readonly folder: string;
  readonly head: SegmentHead;
  /** A copy of its own, which is overwritten with zeros at the end. */
  readonly key: Buffer;
  readonly clock: Clock;
}

export interface ClosedSegment extends SegmentDigests {
  readonly duration: number;
  readonly frames: number;
}

/**
 * Writes one segment. At every instant the file is a valid, closed AES-128-CBC file: each write adds
 * blocks and the block that closes them in one call, after the notes say what the file will then be.
 * Calls to `flush` and `close` run one after the other.
 */
export class SegmentFile {
  readonly head: SegmentHead;
  readonly #options: SegmentFileOptions;
  readonly #paths: SegmentPaths;
  readonly #file: FileHandle;
  readonly #notes: FileHandle;
  readonly #encryptor: SegmentEncryptor;
  readonly #digest = new SegmentDigest();
  #waiting: Buffer[] = [];
  #frames = 0;
  #last: number;
  #work: Promise<void> = Promise.resolve();
  #sync: Promise<void> = Promise.resolve();
  #synced = 0;
  #lastSyncAt: number;

  private constructor(
    options: SegmentFileOptions,
    handles: { file: FileHandle; notes: FileHandle },
  ) {
    this.head = options.head;
    this.#options = options;
    this.#paths = segmentPaths(options.folder, options.head.segment);
    this.#file = handles.file;
    this.#notes = handles.notes;
    this.#encryptor = new SegmentEncryptor(options.key, Buffer.from(options.head.iv, 'hex'));
    this.#last = options.head.start;
    this.#lastSyncAt = options.clock.monotonic();
  }

  /** `tables`: the TS packets that the segment begins with. */
  static async create(options: SegmentFileOptions, tables: Buffer): Promise<SegmentFile> {
    const paths = segmentPaths(options.folder, options.head.segment);
    const notes = await open(paths.notes, 'wx', 0o600);
    const opened = [notes];
    try {
      await notes.writeFile(`${JSON.stringify(options.head)}\n`);
      const file = await open(paths.part, 'wx', 0o600);
      opened.push(file);
      await notes.datasync();
      await syncFolder(options.folder);
      const segment = new SegmentFile(options, { file, notes });
      segment.#waiting.push(tables);
      return segment;
    } catch (error) {
      // After a failure, for instance on a full disk, no file may be left, and none may stay open.
      await Promise.all(opened.map((handle) => handle.close()));
      await Promise.all([paths.part, paths.notes].map((path) => rm(path, { force: true })));
      throw error;
    }
  }

  /** Bytes on the disk so far. */
  get bytes(): number {
    return this.#digest.bytes;
  }

  get frames(): number {
    return this.#frames;
  }

  /** Time of the last frame added. */
  get last(): number {
    return this.#last;
  }

  /** Gathers a frame; `flush` writes it. */
  add(packets: readonly Buffer[], at: number): void {
    this.#waiting.push(...packets);
    this.#frames += 1;
    this.#last = at;
  }

  flush(): Promise<void> {
    return this.#enqueue(() => this.#write());
  }

  /** Puts everything on the medium and gives the file its final name. */
  async close(end: number): Promise<ClosedSegment> {
    const duration = Math.max(1, end - this.head.start);
    try {
      await this.flush();
      await this.#sync;
      const closing = this.#encryptor.tail();
      this.#digest.update(closing);
      const close = { size: this.bytes, frames: this.#frames, duration } satisfies SegmentClose;
      await this.#notes.writeFile(`${JSON.stringify(close)}\n`);
      await Promise.all([this.#file.datasync(), this.#notes.datasync()]);
    } finally {
      await this.#release();
    }
    await rename(this.#paths.part, this.#paths.file);
    await syncFolder(this.#options.folder);
    return { ...this.#digest.finish(), duration, frames: this.#frames };
  }

  /** Leaves the file as it is; the next start can finish it. */
  async abandon(): Promise<void> {
    await this.#work.catch(() => {});
    await this.#release();
  }

  #enqueue(step: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(step);
    return this.#work;
  }

  async #write(): Promise<void> {
    if (this.#waiting.length === 0 || this.#frames === 0) return;
    const blocks = this.#encryptor.update(Buffer.concat(this.#waiting));
    this.#waiting = [];
    const tail = this.#encryptor.tail();
    const at = this.bytes;
    const note: SegmentWrite = {
      size: at + blocks.length + tail.length,
      frames: this.#frames,
      last: this.#last,
      tail: tail.toString('hex'),
      synced: this.#synced,
    };
    await this.#notes.writeFile(`${JSON.stringify(note)}\n`);
    await writeWhole(this.#file, Buffer.concat([blocks, tail]), at);
    this.#digest.update(blocks);
    this.#syncWhenDue(note.size);
  }

  /** Syncs beside the writes, so that a slow disk delays no frame. `close` meets any failure again. */
  #syncWhenDue(size: number): void {
    const now = this.#options.clock.monotonic();
    if (now - this.#lastSyncAt < SYNC_EVERY_MICROS) return;
    this.#lastSyncAt = now;
    this.#sync = this.#sync.then(async () => {
      await Promise.all([this.#file.datasync(), this.#notes.datasync()]);
      this.#synced = size;
    });
    this.#sync.catch(() => {});
  }

  async #release(): Promise<void> {
    await this.#sync.catch(() => {});
    this.#options.key.fill(0);
    await Promise.all([this.#file.close(), this.#notes.close()]);
  }
}

export interface SegmentPaths {
  /** The file while it grows. */
  readonly part: string;
  /** The closed file, standard HLS AES-128, which is uploaded. */
  readonly file: string;
  readonly notes: string;
}

export function segmentPaths(folder: string, segment: SegmentId): SegmentPaths {
  return {
    part: join(folder, `${segment}.part`),
    file: join(folder, segmentFileName(segment)),
    notes: join(folder, `${segment}${NOTES_SUFFIX}`),
  };
}

/** The name that the journal keeps. */
export function segmentFileName(segment: SegmentId): string {
  return `${segment}.ts`;
}

export function isNotesName(name: string): boolean {
  return name.endsWith(NOTES_SUFFIX);
}
