import type { RecordingId } from '@workcompanion/core/ids';
import { LineCache } from './line-cache.ts';
import type { Models } from './models.ts';
import { ScreenReader } from './screen-reader.ts';

/** What each remembers of its display's last screen is 2 to 8 MB, and is made anew when it is gone. */
const MOST = 16;
/** Nothing of a screen is remembered for longer, in memory alone as it is. */
const FORGET_AFTER_MS = 10 * 60_000;

interface UsedReader {
  readonly reader: ScreenReader;
  readonly usedAt: number;
}

/** A reader for each recording that is read in turn; the models are loaded once something is to be read. */
export class ScreenReaders {
  readonly #open: () => Promise<Models>;
  #models: Promise<Models> | null = null;
  #lines = new LineCache();
  /** The one that was used last is the last. */
  readonly #readers = new Map<RecordingId, UsedReader>();

  constructor(open: () => Promise<Models>) {
    this.#open = open;
  }

  async of(recording: RecordingId): Promise<ScreenReader> {
    this.#models ??= this.#open();
    const models = await this.#models;
    this.forget();
    const known = this.#readers.get(recording);
    const reader = known?.reader ?? new ScreenReader(models, this.#lines);
    this.#readers.delete(recording);
    this.#readers.set(recording, { reader, usedAt: performance.now() });
    const [oldest] = this.#readers.keys();
    if (this.#readers.size > MOST && oldest !== undefined) this.#readers.delete(oldest);
    return reader;
  }

  /** What was not used for long. */
  forget(): void {
    const before = performance.now() - FORGET_AFTER_MS;
    for (const [recording, { usedAt }] of this.#readers) {
      if (usedAt < before) this.#readers.delete(recording);
    }
    if (this.#readers.size === 0) this.#lines = new LineCache();
  }
}
