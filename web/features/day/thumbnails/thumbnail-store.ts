import type { FramedThumbnail } from '@workcompanion/core/footage/thumbnail-frames';
import { Signal } from '../playback/signal.ts';
import type { ThumbnailWish } from './load-thumbnails.ts';
import { entryAt, NO_THUMBNAILS, type ThumbnailIndex } from './thumbnail-index.ts';

type Load = (wish: ThumbnailWish, signal: AbortSignal) => Promise<readonly FramedThumbnail[]>;

export interface ShownThumbnail {
  readonly url: string;
  /** What it shows; of a coarse one, up to some minutes before the moment. */
  readonly from: number;
  readonly isCoarse: boolean;
}

/** Fetched at once: some ten thumbnails, 60 KB. */
const BLOCK = 600_000_000;
const HOUR = 3_600_000_000;
const MOST_AT_ONCE = 3;
/** What was fetched, or failed, is not asked for again so soon. */
const REST_MS = 5_000;

/**
 * The thumbnails that were looked at lately, in memory only. A wish for one fetches the strip of its
 * hour and the ten minutes around it; of each lane only the newest wish waits, for a hand that moves on
 * has no use for the others.
 */
export class ThumbnailStore {
  readonly onChange = new Signal<[]>();
  readonly #load: Load;
  readonly #urls = new ThumbnailUrls();
  readonly #running = new Map<string, AbortController>();
  readonly #askedAt = new Map<string, number>();
  #index: ThumbnailIndex = NO_THUMBNAILS;
  /** By lane. */
  readonly #waiting = new Map<string, readonly ThumbnailWish[]>();

  constructor(load: Load) {
    this.#load = load;
  }

  setIndex(index: ThumbnailIndex): void {
    this.#index = index;
    this.onChange.emit();
  }

  /** The thumbnail of a moment that is here already: its own, else a coarse one. */
  at(key: string, micros: number): ShownThumbnail | null {
    const entry = entryAt(this.#index, key, micros);
    if (entry === null) return null;
    const url = this.#urls.exact(key, entry.from);
    if (url !== null) return { url, from: entry.from, isCoarse: false };
    const coarse = this.#urls.coarse(key, micros);
    return coarse && { ...coarse, isCoarse: true };
  }

  /** Sees to it that the thumbnail of a moment will be here. */
  want(key: string, micros: number): void {
    const entry = entryAt(this.#index, key, micros);
    if (!entry?.hasThumbnail || this.#urls.exact(key, entry.from) !== null) return;
    const around = (kind: ThumbnailWish['kind'], length: number): ThumbnailWish => {
      const from = Math.floor(entry.from / length) * length;
      return { kind, key, from, to: from + length };
    };
    this.#waiting.set(key, [around('strips', HOUR), around('thumbnails', BLOCK)]);
    this.#run();
  }

  close(): void {
    this.#waiting.clear();
    for (const running of this.#running.values()) running.abort();
    this.#urls.close();
  }

  #run(): void {
    while (this.#running.size < MOST_AT_ONCE) {
      const wish = this.#takeWaiting();
      if (wish === null) return;
      const name = `${wish.kind} ${wish.key} ${wish.from}`;
      const askedAt = this.#askedAt.get(name) ?? Number.NEGATIVE_INFINITY;
      const isDue = performance.now() - askedAt > (wish.kind === 'strips' ? HOUR : REST_MS);
      if (isDue && !this.#running.has(name)) void this.#fetch(wish, name);
    }
  }

  /** Takes a wish of each lane in turn: the lane that had its turn goes to the end. */
  #takeWaiting(): ThumbnailWish | null {
    for (const [key, [wish, ...rest]] of this.#waiting) {
      this.#waiting.delete(key);
      if (wish === undefined) continue;
      this.#waiting.set(key, rest);
      return wish;
    }
    return null;
  }

  async #fetch(wish: ThumbnailWish, name: string): Promise<void> {
    const running = new AbortController();
    this.#running.set(name, running);
    try {
      const thumbnails = await this.#load(wish, running.signal);
      if (running.signal.aborted) return;
      this.#urls.keep(wish, thumbnails);
      this.onChange.emit();
    } catch {
      // The words of the readout say what is there; the thumbnail is tried again with the next wish.
    } finally {
      this.#askedAt.set(name, performance.now());
      this.#running.delete(name);
    }
    this.#run();
  }
}

interface CoarseThumbnail {
  readonly from: number;
  readonly url: string;
}

/** Some 6 MB. */
const MOST_KEPT = 1_000;
/** A coarse thumbnail stands for so much time after it, µs. */
const COARSE_REACH = 5 * 60_000_000;

/** Addresses of thumbnails in memory, by what they show. The oldest go when there are too many. */
class ThumbnailUrls {
  readonly #exact = new Map<string, string>();
  readonly #coarse = new Map<string, CoarseThumbnail[]>();

  exact(key: string, from: number): string | null {
    return this.#exact.get(nameOf(key, from)) ?? null;
  }

  /** The last one before the moment. */
  coarse(key: string, micros: number): CoarseThumbnail | null {
    const before = this.#coarse.get(key)?.findLast(({ from }) => from <= micros);
    return before !== undefined && micros - before.from < COARSE_REACH ? before : null;
  }

  keep({ key, kind }: ThumbnailWish, thumbnails: readonly FramedThumbnail[]): void {
    for (const { from, image } of thumbnails) {
      const url = URL.createObjectURL(new Blob([image], { type: 'image/webp' }));
      if (kind === 'strips') this.#keepCoarse(key, { from, url });
      else this.#keepExact(nameOf(key, from), url);
    }
  }

  close(): void {
    const coarse = [...this.#coarse.values()].flat().map(({ url }) => url);
    for (const url of [...this.#exact.values(), ...coarse]) URL.revokeObjectURL(url);
    this.#exact.clear();
    this.#coarse.clear();
  }

  #keepExact(name: string, url: string): void {
    const before = this.#exact.get(name);
    if (before !== undefined) URL.revokeObjectURL(before);
    this.#exact.set(name, url);
    for (const [oldest, oldUrl] of this.#exact) {
      if (this.#exact.size <= MOST_KEPT) break;
      URL.revokeObjectURL(oldUrl);
      this.#exact.delete(oldest);
    }
  }

  /** An hour has 20, a day 500: they stay. */
  #keepCoarse(key: string, thumbnail: CoarseThumbnail): void {
    const others = (this.#coarse.get(key) ?? []).filter(({ from }) => from !== thumbnail.from);
    this.#coarse.set(
      key,
      [...others, thumbnail].sort((a, b) => a.from - b.from),
    );
  }
}

function nameOf(key: string, micros: number): string {
  return `${key}@${Math.round(micros / 1000)}`;
}
