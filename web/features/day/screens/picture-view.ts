/** What of a picture is shown: `scale` 1 is all of it; `x` and `y` shift it, in parts of its size. */
export interface PictureView {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** A place in the picture's box, each from 0 to 1. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

export const WHOLE: PictureView = { scale: 1, x: 0, y: 0 };
const CLOSEST = 12;

const clamp = (value: number, low: number, high: number): number =>
  Math.min(Math.max(value, low), high);

/** Never beyond an edge: a zoomed picture fills its box. */
function inside({ scale, x, y }: PictureView): PictureView {
  const size = clamp(scale, 1, CLOSEST);
  return { scale: size, x: clamp(x, 1 - size, 0), y: clamp(y, 1 - size, 0) };
}

/** Zooms by `factor` and keeps what is under `spot` where it is. */
export function zoomPicture(view: PictureView, factor: number, spot: Spot): PictureView {
  const scale = clamp(view.scale * factor, 1, CLOSEST);
  const by = scale / view.scale;
  return inside({ scale, x: spot.x - (spot.x - view.x) * by, y: spot.y - (spot.y - view.y) * by });
}

export function movePicture(view: PictureView, by: Spot): PictureView {
  return inside({ ...view, x: view.x + by.x, y: view.y + by.y });
}
