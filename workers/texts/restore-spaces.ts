import type { GrayImage } from './gray-image.ts';
import type { ReadSign } from './recognise-line.ts';

/**
 * How wide a gap between words is, as a share of the line's height: at least more than between two
 * letters, at most what is between two words even where all letters have the same width.
 */
const LEAST_GAP = 0.16;
const MOST_GAP = 0.3;
/** A line's own gaps between words are more than half of its widest. */
const OF_WIDEST = 0.5;
/** What of the contrast is a trace of the video's compression, and no ink. */
const NOISE = 0.1;
const DENSE = /[\p{Script=Han}，。、；：？！（）]/u;

/** The text of a line with a space wherever its ink leaves a gap between words. */
export function restoreSpaces(line: GrayImage, signs: readonly ReadSign[]): string {
  const paper = paperOf(line);
  const gaps = signs.map(({ at }, index) => {
    const before = signs[index - 1];
    return before === undefined ? 0 : widestGap(paper, before.at, at);
  });
  const isWord = signs.map(({ sign }) => !DENSE.test(sign));
  const between = gaps.filter((_, index) => isWord[index] && isWord[index - 1]);
  const wanted = Math.max(0, ...between) * OF_WIDEST;
  const least = Math.max(line.height * LEAST_GAP, Math.min(line.height * MOST_GAP, wanted));
  return signs
    .map(({ sign }, index) => {
      const isGap = isWord[index] && isWord[index - 1] && (gaps[index] ?? 0) >= least;
      return isGap ? ` ${sign}` : sign;
    })
    .join('');
}

/** How much of each column is paper, 0 to 1: the edges of letters are partly so. */
function paperOf({ width, height, pixels }: GrayImage): number[] {
  const counts = new Uint32Array(256);
  for (const pixel of pixels) counts[pixel] = (counts[pixel] ?? 0) + 1;
  const paper = counts.indexOf(Math.max(...counts));
  const least = counts.findIndex((count) => count > 0);
  const most = counts.findLastIndex((count) => count > 0);
  const contrast = Math.max(1, paper - least, most - paper);
  return Array.from({ length: width }, (_, x) => {
    let ink = 0;
    for (let y = 0; y < height; y += 1) {
      ink = Math.max(ink, Math.abs((pixels[y * width + x] ?? paper) - paper) / contrast);
    }
    return ink < NOISE ? 1 : Math.max(0, 1 - 2 * ink);
  });
}

/** Between the middles of two signs, in pixels and parts of them. */
function widestGap(paper: readonly number[], from: number, to: number): number {
  let widest = 0;
  let width = 0;
  for (let x = Math.round(from); x <= Math.round(to); x += 1) {
    const share = paper[x] ?? 1;
    width = share === 0 ? 0 : width + share;
    widest = Math.max(widest, width);
  }
  return widest;
}
