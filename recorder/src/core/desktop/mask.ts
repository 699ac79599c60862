import type { DisplayGeometry, PictureArea } from '@workcompanion/core/protocol/statement';

/** Pixels around a window for its shadow and for colours that chroma subsampling spreads. */
const MARGIN = 8;
/** With more windows than this, one area around all of them is painted. */
const MOST_AREAS = 16;
/** From this share on there is nothing left to record. */
const MOST_SHARE = 0.9;

/** The part of a desktop area that is in a display's picture; null when none is. */
export function areaOn(display: DisplayGeometry, place: DisplayGeometry): PictureArea | null {
  return clip(display, { ...place, x: place.x - display.x, y: place.y - display.y });
}

/** The areas to paint over, so that nothing of `places` is seen. */
export function maskOver(
  places: readonly PictureArea[],
  picture: Pick<DisplayGeometry, 'width' | 'height'>,
): readonly PictureArea[] {
  const areas = places.flatMap((place) => clip(picture, widened(place)) ?? []);
  const [first, ...others] = areas;
  if (first === undefined || areas.length <= MOST_AREAS) return areas;
  return [others.reduce(around, first)];
}

/** Whether so much is painted over that nothing is left to see. */
export function fills(
  mask: readonly PictureArea[],
  { width, height }: Pick<DisplayGeometry, 'width' | 'height'>,
): boolean {
  return mask.some((area) => area.width * area.height >= MOST_SHARE * width * height);
}

export function covers(mask: readonly PictureArea[], places: readonly PictureArea[]): boolean {
  return places.every((place) => mask.some((area) => contains(area, place)));
}

/** Compares areas in any order, since it does not matter which window is in front. */
export function sameAreas(some: readonly PictureArea[], others: readonly PictureArea[]): boolean {
  const words = (areas: readonly PictureArea[]) =>
    areas.map(({ x, y, width, height }) => `${x} ${y} ${width} ${height}`).sort();
  return words(some).join() === words(others).join();
}

function widened({ x, y, width, height }: PictureArea): PictureArea {
  const left = evenBelow(x - MARGIN);
  const top = evenBelow(y - MARGIN);
  return {
    x: left,
    y: top,
    width: evenBelow(x + width + MARGIN + 1) - left,
    height: evenBelow(y + height + MARGIN + 1) - top,
  };
}

function clip(
  { width, height }: Pick<DisplayGeometry, 'width' | 'height'>,
  area: PictureArea,
): PictureArea | null {
  const [left, top] = [Math.max(0, area.x), Math.max(0, area.y)];
  const right = Math.min(width, area.x + area.width);
  const bottom = Math.min(height, area.y + area.height);
  if (right <= left || bottom <= top) return null;
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function around(a: PictureArea, b: PictureArea): PictureArea {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}

function contains(outer: PictureArea, inner: PictureArea): boolean {
  return (
    outer.x <= inner.x &&
    outer.y <= inner.y &&
    outer.x + outer.width >= inner.x + inner.width &&
    outer.y + outer.height >= inner.y + inner.height
  );
}

function evenBelow(length: number): number {
  return length - (((length % 2) + 2) % 2);
}
