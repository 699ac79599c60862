import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { RECORDER_CLI } from '../../scripts/processes/recorder-process.ts';
import type { KeptProcess } from './kept-process.ts';
import type { SmallDisk } from './small-disk.ts';
import { until } from './until.ts';

/** A pause that cannot be ended by hand ends by itself. */
const LONGEST_PAUSE_MINUTES = 1;
const RESUME_WITHIN_MS = 30_000;

export interface StagedRecorderParts {
  readonly process: KeptProcess;
  readonly folder: string;
  /** Null where no file system of our own can be made. */
  readonly disk: SmallDisk | null;
}

/** A recorder, and what its user does. */
export class StagedRecorder {
  readonly process: KeptProcess;
  readonly folder: string;
  readonly disk: SmallDisk | null;

  constructor({ process, folder, disk }: StagedRecorderParts) {
    this.process = process;
    this.folder = folder;
    this.disk = disk;
  }

  /** Whether a segment is being written. */
  async isRecording(): Promise<boolean> {
    const names = await readdir(join(this.folder, 'segments')).catch(() => []);
    return names.some((name) => name.endsWith('.part'));
  }

  /** False when the recorder was not there to be asked, or refused. */
  pause(): Promise<boolean> {
    return this.#ask('pause', '--reason', 'chaos', '--minutes', String(LONGEST_PAUSE_MINUTES));
  }

  /** Asks until it is heard: a pause outlives a kill. */
  async resume(): Promise<void> {
    await until(() => this.#ask('resume'), RESUME_WITHIN_MS);
  }

  async #ask(...words: readonly string[]): Promise<boolean> {
    const args = [RECORDER_CLI, ...words, '--data', this.folder];
    const child = spawn(process.execPath, args, { stdio: 'ignore' });
    const [code] = await once(child, 'exit');
    return code === 0;
  }
}
