import { type Box, crop, type GrayImage } from './gray-image.ts';

/** Some screens' worth: what scrolls away and comes back is not read again. */
const MOST = 4_000;
const BLOCK = 4;
/** Levels by which no block of the same text differs on average, and some block of another text does. */
const SAME = 12;

interface KnownLine {
  readonly picture: GrayImage;
  readonly text: string;
}

/** What pictures of lines say that were read before, wherever on the screen they stand now. */
export class LineCache {
  /** By size; the newest last. */
  readonly #lines = new Map<string, KnownLine[]>();
  #count = 0;

  find(picture: GrayImage): string | null {
    const known = this.#lines.get(sizeOf(picture)) ?? [];
    return known.findLast((line) => isSame(line.picture, picture))?.text ?? null;
  }

  add(picture: GrayImage, text: string): void {
    if (this.#count >= MOST) this.clear();
    const size = sizeOf(picture);
    this.#lines.set(size, [...(this.#lines.get(size) ?? []), { picture, text }]);
    this.#count += 1;
  }

  clear(): void {
    this.#lines.clear();
    this.#count = 0;
  }
}

function sizeOf({ width, height }: GrayImage): string {
  return `${width} ${height}`;
}

function isSame(one: GrayImage, other: GrayImage): boolean {
  const { width, height } = one;
  for (let top = 0; top < height; top += BLOCK) {
    for (let left = 0; left < width; left += BLOCK) {
      const right = Math.min(width, left + BLOCK);
      const bottom = Math.min(height, top + BLOCK);
      let sum = 0;
      for (let y = top; y < bottom; y += 1) {
        for (let at = y * width + left; at < y * width + right; at += 1) {
          sum += Math.abs((one.pixels[at] ?? 0) - (other.pixels[at] ?? 0));
        }
      }
      if (sum > SAME * (right - left) * (bottom - top)) return false;
    }
  }
  return true;
}

/** The part of a line's box with ink: where detection draws its edge changes from time to time. */
export function inkOf(image: GrayImage, box: Box): Box {
  const line = crop(image, box);
  const { width, height, pixels } = line;
  const counts = new Uint32Array(256);
  for (const pixel of pixels) counts[pixel] = (counts[pixel] ?? 0) + 1;
  const paper = counts.indexOf(Math.max(...counts));
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (Math.abs((pixels[y * width + x] ?? paper) - paper) <= INK) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  if (right < 0) return box;
  return {
    x: box.x + left,
    y: box.y + top,
    width: right - left + 1,
    height: bottom - top + 1,
  };
}

const INK = 48;
