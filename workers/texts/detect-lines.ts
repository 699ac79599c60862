import { Tensor } from 'onnxruntime-node';
import type { Box, GrayImage } from './gray-image.ts';
import type { Models } from './models.ts';

/** What the model was trained with: each colour's mean and deviation. */
const MEAN = [0.485, 0.456, 0.406] as const;
const DEVIATION = [0.229, 0.224, 0.225] as const;
/** The model halves its image five times. */
const STEP = 32;
/** From which probability a pixel is text, and a line is one. */
const PIXEL = 0.3;
const LINE = 0.5;
/** The model paints lines thinner than they are: what it shrinks them by (its own `unclip_ratio`). */
const GROWTH = 1.5;
const SMALLEST = 3;

/** Where lines of text stand in an image; those of two columns are two. */
export async function detectLines(models: Models, image: GrayImage): Promise<Box[]> {
  const width = Math.ceil(image.width / STEP) * STEP;
  const height = Math.ceil(image.height / STEP) * STEP;
  const input = new Tensor('float32', colours(image, width, height), [1, 3, height, width]);
  const { detection } = models;
  const [name = ''] = detection.inputNames;
  const [output = ''] = detection.outputNames;
  const data = (await detection.run({ [name]: input }))[output]?.data;
  if (!(data instanceof Float32Array)) throw new Error('the detection gives no map');
  return boxesOf(data, width, height).flatMap((found) => grow(found, image));
}

function colours(image: GrayImage, width: number, height: number): Float32Array {
  const plane = width * height;
  const values = new Float32Array(3 * plane);
  for (const [colour, mean] of MEAN.entries()) {
    const deviation = DEVIATION[colour] ?? 1;
    const table = Float32Array.from(
      { length: 256 },
      (_, level) => (level / 255 - mean) / deviation,
    );
    for (let y = 0; y < image.height; y += 1) {
      const from = y * image.width;
      const to = colour * plane + y * width;
      for (let x = 0; x < image.width; x += 1) {
        values[to + x] = table[image.pixels[from + x] ?? 0] ?? 0;
      }
    }
  }
  return values;
}

/** The rectangles around neighbouring text pixels, of which most are text. */
function boxesOf(map: Float32Array, width: number, height: number): Box[] {
  const seen = new Uint8Array(width * height);
  const boxes: Box[] = [];
  for (let start = 0; start < map.length; start += 1) {
    if (seen[start] === 1 || (map[start] ?? 0) <= PIXEL) continue;
    const box = flood(map, seen, { start, width, height });
    if (Math.min(box.width, box.height) >= SMALLEST && meanOf(map, width, box) >= LINE) {
      boxes.push(box);
    }
  }
  return boxes;
}

interface Flood {
  readonly start: number;
  readonly width: number;
  readonly height: number;
}

function flood(map: Float32Array, seen: Uint8Array, { start, width, height }: Flood): Box {
  const open = [start];
  seen[start] = 1;
  let [left, right, top, bottom] = [width, 0, height, 0];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const x = at % width;
    const y = (at - x) / width;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
    for (const next of [
      x > 0 ? at - 1 : -1,
      x < width - 1 ? at + 1 : -1,
      y > 0 ? at - width : -1,
      y < height - 1 ? at + width : -1,
    ]) {
      if (next < 0 || seen[next] === 1 || (map[next] ?? 0) <= PIXEL) continue;
      seen[next] = 1;
      open.push(next);
    }
  }
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

function meanOf(map: Float32Array, stride: number, { x, y, width, height }: Box): number {
  let sum = 0;
  for (let row = y; row < y + height; row += 1) {
    for (let at = row * stride + x; at < row * stride + x + width; at += 1) sum += map[at] ?? 0;
  }
  return sum / (width * height);
}

function grow(box: Box, image: GrayImage): Box[] {
  const by = (box.width * box.height * GROWTH) / (2 * (box.width + box.height));
  const x = Math.max(0, Math.floor(box.x - by));
  const y = Math.max(0, Math.floor(box.y - by));
  const right = Math.min(image.width, Math.ceil(box.x + box.width + by));
  const bottom = Math.min(image.height, Math.ceil(box.y + box.height + by));
  return right > x && bottom > y ? [{ x, y, width: right - x, height: bottom - y }] : [];
}
