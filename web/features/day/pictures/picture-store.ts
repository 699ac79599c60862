import type { Picture } from '../../../contract/pictures.ts';
import { Signal } from '../playback/signal.ts';
import type { Interval } from '../timeline/interval.ts';
import { entryAt, NO_PICTURES, type PictureIndex } from './lane-index.ts';

type Load = (lane: string, stretch: Interval, signal: AbortSignal) => Promise<readonly Picture[]>;

export interface ShownPicture extends Interval {
  readonly url: string;
}

interface Wish extends Interval {
  readonly lane: string;
}

/** What is fetched at once: some ten pictures, 60 KB, and the smallest stretch that is logged. */
const BLOCK = 600_000_000;
const MOST_AT_ONCE = 2;
/** Some 6 MB. */
const MOST_KEPT = 1_000;
/** A block that failed is left alone so long. */
const REST_MS = 5_000;

/**
 * The pictures that were looked at lately, in memory only. A wish for one fetches the ten minutes
 * around it; only the newest wish waits, for a hand that moves on has no use for the others.
 */
export class PictureStore {
  readonly onChange = new Signal<[]>();
  readonly #load: Load;
  readonly #urls = new Map<string, string>();
  readonly #running = new Map<string, AbortController>();
  readonly #failedAt = new Map<string, number>();
  #index: PictureIndex = NO_PICTURES;
  #next: Wish | null = null;

  constructor(load: Load) {
    this.#load = load;
  }

  setIndex(index: PictureIndex): void {
    this.#index = index;
    this.onChange.emit();
  }

  /** The picture of a moment, if it is here already. */
  at(lane: string, micros: number): ShownPicture | null {
    const entry = entryAt(this.#index, lane, micros);
    const url = entry && this.#urls.get(nameOf(lane, entry.from));
    return entry && url ? { url, from: entry.from, to: entry.to } : null;
  }

  /** Sees to it that the picture of a moment will be here. */
  want(lane: string, micros: number): void {
    const entry = entryAt(this.#index, lane, micros);
    if (!entry?.hasPicture || this.#urls.has(nameOf(lane, entry.from))) return;
    const from = Math.floor(entry.from / BLOCK) * BLOCK;
    this.#next = { lane, from, to: from + BLOCK };
    this.#run();
  }

  close(): void {
    this.#next = null;
    for (const running of this.#running.values()) running.abort();
    for (const url of this.#urls.values()) URL.revokeObjectURL(url);
    this.#urls.clear();
  }

  #run(): void {
    const wish = this.#next;
    if (wish === null || this.#running.size >= MOST_AT_ONCE) return;
    this.#next = null;
    const name = nameOf(wish.lane, wish.from);
    const failedAt = this.#failedAt.get(name) ?? Number.NEGATIVE_INFINITY;
    if (this.#running.has(name) || performance.now() - failedAt < REST_MS) return;
    void this.#fetch(wish, name);
  }

  async #fetch(wish: Wish, name: string): Promise<void> {
    const running = new AbortController();
    this.#running.set(name, running);
    try {
      const pictures = await this.#load(wish.lane, wish, running.signal);
      if (!running.signal.aborted) this.#keep(wish.lane, pictures);
      // Whatever it should have held and did not is not asked for again at once.
      this.#failedAt.set(name, performance.now());
    } catch {
      this.#failedAt.set(name, performance.now());
    }
    this.#running.delete(name);
    if (!running.signal.aborted) this.#run();
  }

  #keep(lane: string, pictures: readonly Picture[]): void {
    for (const { from, image } of pictures) {
      const name = nameOf(lane, from);
      if (this.#urls.has(name)) continue;
      this.#urls.set(name, URL.createObjectURL(new Blob([image], { type: 'image/webp' })));
    }
    for (const [name, url] of this.#urls) {
      if (this.#urls.size <= MOST_KEPT) break;
      URL.revokeObjectURL(url);
      this.#urls.delete(name);
    }
    this.onChange.emit();
  }
}

function nameOf(lane: string, micros: number): string {
  return `${lane}@${Math.round(micros / 1000)}`;
}
