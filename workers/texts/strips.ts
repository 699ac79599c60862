import type { Box, GrayImage } from './gray-image.ts';

/** So little is read at once that memory stays small, and what did not change is not read again. */
const STRIP_HEIGHT = 160;
/** Strips overlap by more than a line is high: each line is whole in one of them. */
const OVERLAP = 32;
/** Boxes this near to where a strip was cut may be parts of a line. */
const NEAR_EDGE = 2;

export interface Strip {
  readonly from: number;
  readonly to: number;
}

export function stripsOf({ height }: GrayImage): Strip[] {
  const strips: Strip[] = [];
  for (let from = 0; ; from += STRIP_HEIGHT - OVERLAP) {
    const to = Math.min(height, from + STRIP_HEIGHT);
    strips.push({ from, to });
    if (to === height) return strips;
  }
}

/** A line that was found in a strip; one that is cut off there may be whole in the next. */
export interface FoundBox extends Box {
  readonly isCut: boolean;
}

/** A box of a strip, at its place on the screen. */
export function placeBox(box: Box, { from, to }: Strip, { height }: GrayImage): FoundBox {
  const y = box.y + from;
  const isCut =
    (from > 0 && box.y <= NEAR_EDGE) ||
    (to < height && box.y + box.height >= to - from - NEAR_EDGE);
  return { ...box, y, isCut };
}

/** Each line once, however many strips have it: whole ones before cut ones, tall ones before flat ones. */
export function mergeBoxes(found: readonly FoundBox[]): Box[] {
  const sorted = found.toSorted((a, b) => Number(a.isCut) - Number(b.isCut) || b.height - a.height);
  const kept: Box[] = [];
  for (const box of sorted) {
    if (!kept.some((other) => covers(other, box))) {
      const { x, y, width, height } = box;
      kept.push({ x, y, width, height });
    }
  }
  return kept.sort((a, b) => a.y - b.y || a.x - b.x);
}

/** Whether most of a box lies within the other. */
function covers(other: Box, box: Box): boolean {
  const width = Math.min(other.x + other.width, box.x + box.width) - Math.max(other.x, box.x);
  const height = Math.min(other.y + other.height, box.y + box.height) - Math.max(other.y, box.y);
  return width > 0 && height > 0 && width * height > 0.5 * box.width * box.height;
}
