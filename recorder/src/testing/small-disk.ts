import { spawnSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isDiskFullError } from '@workcompanion/core/files/system-error';
import { onTestFinished } from 'vitest';
import { tempFolder } from './temp-folder.ts';

const FILL_EVERY_MS = 20;
const LARGE = Buffer.alloc(256 * 1024, 1);
const SMALL = Buffer.alloc(512, 1);

/** Whether a file system can be mounted here; says so when tests must be skipped for want of the right. */
export function canMount(): boolean {
  const may = process.platform === 'linux' && process.getuid?.() === 0;
  if (!may) console.warn('skipped: only root can mount a small file system');
  return may;
}

/** A real file system of its own (tmpfs), which another program can fill to the last byte. */
export class SmallDisk {
  readonly folder: string;
  #filling: NodeJS.Timeout | null = null;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async mount(megabytes: number): Promise<SmallDisk> {
    const folder = await tempFolder();
    const options = ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0700`, 'tmpfs', folder];
    if (spawnSync('mount', options).status !== 0) throw new Error('tmpfs can not be mounted');
    const disk = new SmallDisk(folder);
    await mkdir(disk.data);
    onTestFinished(() => {
      disk.free();
      spawnSync('umount', ['-l', folder]);
    });
    return disk;
  }

  /** For the recorder. */
  get data(): string {
    return join(this.folder, 'data');
  }

  /** Takes each byte, also those that are freed later on. */
  fill(): void {
    this.#take();
    this.#filling ??= setInterval(() => this.#take(), FILL_EVERY_MS);
  }

  /** What is freed later on stays free. */
  fillOnce(): void {
    this.#take();
  }

  free(): void {
    if (this.#filling !== null) clearInterval(this.#filling);
    this.#filling = null;
    rmSync(this.#filler, { force: true });
  }

  get #filler(): string {
    return join(this.folder, 'filler');
  }

  #take(): void {
    const file = openSync(this.#filler, 'a');
    for (const piece of [LARGE, SMALL]) {
      try {
        while (writeSync(file, piece) > 0);
      } catch (error) {
        if (!isDiskFullError(error)) throw error;
      }
    }
    closeSync(file);
  }
}
