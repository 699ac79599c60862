import { LEAST_SHARE, type Region } from './region-between.ts';

const STEP = 0.02;
const FIRST: Region = { x: 0.4, y: 0.4, width: 0.2, height: 0.2 };

const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
};

/**
 * The rectangle after a key: an arrow moves it or, with Shift, its lower right corner; the first one puts
 * it in the middle. Undefined for keys that mean nothing here.
 */
export function regionByKey(
  region: Region | null,
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
): Region | null | undefined {
  if (key === 'Delete' || key === 'Backspace') return null;
  const direction = DIRECTIONS[key];
  if (direction === undefined) return undefined;
  if (region === null) return FIRST;
  const [right, down] = direction;
  const { x, y, width, height } = region;
  if (shiftKey) {
    return {
      x,
      y,
      width: between(width + right, LEAST_SHARE, 1 - x),
      height: between(height + down, LEAST_SHARE, 1 - y),
    };
  }
  return {
    width,
    height,
    x: between(x + right, 0, 1 - width),
    y: between(y + down, 0, 1 - height),
  };
}

function between(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
