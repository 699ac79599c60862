import { type Box, crop, type GrayImage } from './gray-image.ts';

/** Bytes of pictures in a generation: some hundred screens' worth. */
const MOST_BYTES = 24 * 1024 * 1024;
const BLOCK = 4;
/** Levels by which no block of the same text differs on average, and some block of another text does. */
const SAME = 12;

interface KnownLine {
  readonly picture: GrayImage;
  readonly text: string;
}

/**
 * What pictures of lines say that were read before, on whichever display and wherever they stand now. When
 * a generation is full the one before it is forgotten, but for what was found again meanwhile.
 */
export class LineCache {
  /** By size; the newest last. */
  #young = new Map<string, KnownLine[]>();
  #old = new Map<string, KnownLine[]>();
  #bytes = 0;

  find(picture: GrayImage): string | null {
    const size = sizeOf(picture);
    const isLike = (line: KnownLine) => isSame(line.picture, picture);
    const young = this.#young.get(size)?.findLast(isLike);
    if (young !== undefined) return young.text;
    const old = this.#old.get(size)?.findLast(isLike);
    if (old === undefined) return null;
    this.add(old.picture, old.text);
    return old.text;
  }

  add(picture: GrayImage, text: string): void {
    if (this.#bytes >= MOST_BYTES) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#bytes = 0;
    }
    const size = sizeOf(picture);
    const lines = this.#young.get(size);
    if (lines === undefined) this.#young.set(size, [{ picture, text }]);
    else lines.push({ picture, text });
    this.#bytes += picture.pixels.length;
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
