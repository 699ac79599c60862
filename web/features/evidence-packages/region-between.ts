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
export const LEAST_SHARE = 0.005;

const within = (share: number): number => Math.min(1, Math.max(0, share));

/** The rectangle between two points, as far as it lies in the picture; null for hardly any. */
export function regionBetween(one: Point, other: Point): Region | null {
  const [left, right] = [within(Math.min(one.x, other.x)), within(Math.max(one.x, other.x))];
  const [top, bottom] = [within(Math.min(one.y, other.y)), within(Math.max(one.y, other.y))];
  const [width, height] = [right - left, bottom - top];
  if (width < LEAST_SHARE || height < LEAST_SHARE) return null;
  return { x: left, y: top, width, height };
}
