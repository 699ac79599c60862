import type { FramedThumbnail } from '@workcompanion/core/footage/thumbnail-frames';
import type { ThumbnailWish } from './load-thumbnails.ts';

interface CoarseThumbnail {
  readonly from: number;
  readonly url: string;
}

/** Some 6 MB. */
const MOST_KEPT = 1_000;
/** A coarse thumbnail stands for so much time after it, µs. */
const COARSE_REACH = 5 * 60_000_000;

/** Addresses of thumbnails in memory, by what they show. The oldest go when there are too many. */
export class ThumbnailUrls {
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
