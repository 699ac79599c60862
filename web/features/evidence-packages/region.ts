const STEP = 0.02;
const FIRST: Region = { x: 0.4, y: 0.4, width: 0.2, height: 0.2 };

const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
};

/** A place in a picture, as shares of its width and height. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Region extends Point {
  readonly width: number;
  readonly height: number;
}

/** Less is a slip of the hand. */
const LEAST_SHARE = 0.005;

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

const within = (share: number): number => Math.min(1, Math.max(0, share));

/** The rectangle between two points, as far as it lies in the picture; null for hardly any. */
export function regionBetween(one: Point, other: Point): Region | null {
  const [left, right] = [within(Math.min(one.x, other.x)), within(Math.max(one.x, other.x))];
  const [top, bottom] = [within(Math.min(one.y, other.y)), within(Math.max(one.y, other.y))];
  const [width, height] = [right - left, bottom - top];
  if (width < LEAST_SHARE || height < LEAST_SHARE) return null;
  return { x: left, y: top, width, height };
}
