import type { GrayImage } from './gray-image.ts';
import type { Strip } from './strips.ts';

const BLOCK = 8;
/** Levels by which a block differs on average once a letter of it is another, and not by compression alone. */
const CHANGED = 5;

/** Whether something in these rows looks other than before. */
export function isStripChanged(before: GrayImage, now: GrayImage, { from, to }: Strip): boolean {
  const { width } = now;
  const sums = new Uint32Array(Math.ceil(width / BLOCK));
  for (let top = from; top < to; top += BLOCK) {
    const bottom = Math.min(to, top + BLOCK);
    sums.fill(0);
    for (let y = top; y < bottom; y += 1) addRow(sums, before.pixels, now.pixels, y * width, width);
    const most = CHANGED * BLOCK * (bottom - top);
    if (sums.some((sum) => sum > most)) return true;
  }
  return false;
}

function addRow(
  sums: Uint32Array,
  before: Uint8Array,
  now: Uint8Array,
  start: number,
  width: number,
): void {
  for (let x = 0; x < width; x += 1) {
    const at = start + x;
    const block = (x / BLOCK) | 0;
    sums[block] = (sums[block] ?? 0) + Math.abs((before[at] ?? 0) - (now[at] ?? 0));
  }
}
