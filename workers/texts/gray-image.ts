/** Brightness alone: coloured edges of letters, which video blurs, would only disturb a reader. */
export interface GrayImage {
  readonly width: number;
  readonly height: number;
  /** A byte a pixel, row by row. */
  readonly pixels: Uint8Array;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Whole rows share their memory with the image. */
export function rowsOf({ width, pixels }: GrayImage, from: number, to: number): GrayImage {
  return { width, height: to - from, pixels: pixels.subarray(from * width, to * width) };
}

export function crop({ width: stride, pixels }: GrayImage, box: Box): GrayImage {
  const { x, y, width, height } = box;
  const cut = new Uint8Array(width * height);
  for (let row = 0; row < height; row += 1) {
    const from = (y + row) * stride + x;
    cut.set(pixels.subarray(from, from + width), row * width);
  }
  return { width, height, pixels: cut };
}
