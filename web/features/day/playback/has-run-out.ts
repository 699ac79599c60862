import type { DisplayPlayer } from './display-player.ts';

/** Browsers stop one or two frames before the end of what they hold; at 1 fps that is this much. */
export const NEAR_END_MICROS = 2_200_000;
const SEAM_MICROS = 400_000;

/** It stands still at the end of its stretch, and not because bytes are late. */
export function hasRunOut(display: DisplayPlayer, end: number): boolean {
  if (display.video.ended) return true;
  const { wall, bufferedUntil } = display;
  if (!display.isStarved || wall === null || bufferedUntil === null) return false;
  return end - wall < NEAR_END_MICROS && bufferedUntil >= end - SEAM_MICROS;
}
