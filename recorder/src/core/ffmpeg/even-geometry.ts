import type { DisplayGeometry } from '@workcompanion/core/protocol/statement';

/** Colour is stored at half the resolution (4:2:0), so a picture has even sides: crop, don't scale. */
export function evenGeometry(geometry: DisplayGeometry): DisplayGeometry {
  return { ...geometry, width: even(geometry.width), height: even(geometry.height) };
}

function even(length: number): number {
  return length - (length % 2);
}
