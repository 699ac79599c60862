import { isStripChanged } from './changed-rows.ts';
import { detectLines } from './detect-lines.ts';
import { type Box, crop, type GrayImage, rowsOf } from './gray-image.ts';
import { inkOf, LineCache } from './line-cache.ts';
import type { Models } from './models.ts';
import { recogniseLine } from './recognise-line.ts';
import { restoreSpaces } from './restore-spaces.ts';
import { type FoundBox, mergeBoxes, placeBox, stripsOf } from './strips.ts';

/** A line of the screen as it is now. */
export interface ScreenLine {
  readonly text: string;
  readonly box: Box;
}

/**
 * Reads the screens of one display, one after the other: strips that look as before are not looked at
 * again, and lines that only moved are known by their picture.
 */
export class ScreenReader {
  readonly #models: Models;
  readonly #cache: LineCache;
  #last: GrayImage | null = null;
  #found: FoundBox[][] = [];
  #lines: readonly ScreenLine[] = [];

  constructor(models: Models, cache = new LineCache()) {
    this.#models = models;
    this.#cache = cache;
  }

  /** The lines of the screen, from the top. Throws when it is told to stop. */
  async read(screen: GrayImage, signal?: AbortSignal): Promise<readonly ScreenLine[]> {
    const isSameSize = this.#last?.width === screen.width && this.#last.height === screen.height;
    const before = isSameSize ? this.#last : null;
    const strips = stripsOf(screen);
    const isChanged = strips.map((strip) => !before || isStripChanged(before, screen, strip));
    if (!isChanged.includes(true)) return this.#lines;
    for (const [index, strip] of strips.entries()) {
      if (!isChanged[index]) continue;
      signal?.throwIfAborted();
      const boxes = await detectLines(this.#models, rowsOf(screen, strip.from, strip.to));
      this.#found[index] = boxes.map((box) => placeBox(box, strip, screen));
    }
    this.#found.length = strips.length;
    const lines: ScreenLine[] = [];
    for (const box of mergeBoxes(this.#found.flat())) {
      signal?.throwIfAborted();
      const text = await this.#textOf(screen, box);
      if (text !== '') lines.push({ text, box });
    }
    this.#last = screen;
    this.#lines = lines;
    return lines;
  }

  async #textOf(screen: GrayImage, box: Box): Promise<string> {
    const picture = crop(screen, inkOf(screen, box));
    const known = this.#cache.find(picture);
    if (known !== null) return known;
    const line = crop(screen, box);
    const text = restoreSpaces(line, await recogniseLine(this.#models, line));
    this.#cache.add(picture, text);
    return text;
  }
}
