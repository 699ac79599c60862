import { closeSync, openSync, utimesSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing } from '@workcompanion/core/files/system-error';
import type { Clock } from './clock.ts';

const MICROS = 1_000_000;

/** Keeps the time of the last sign of life as the time of an empty file, which is cheap each second. */
export class AliveStamp {
  readonly #path: string;
  readonly #clock: Clock;

  constructor(folder: string, clock: Clock) {
    this.#path = join(folder, 'alive');
    this.#clock = clock;
  }

  /** When the last run was alive, UTC µs; null when there was none. */
  async read(): Promise<number | null> {
    try {
      return Math.round((await stat(this.#path)).mtimeMs * 1000);
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  touch(): void {
    const seconds = this.#clock.utc() / MICROS;
    try {
      utimesSync(this.#path, seconds, seconds);
    } catch (error) {
      if (!isMissing(error)) throw error;
      closeSync(openSync(this.#path, 'w', 0o600));
    }
  }
}
