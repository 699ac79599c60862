import { Tensor } from 'onnxruntime-node';
import type { GrayImage } from './gray-image.ts';
import type { Models } from './models.ts';

/** What the model was trained with. */
const HEIGHT = 48;
/** Widths that a run may have: memory is asked for in few sizes. */
const STEP = 64;
const NARROWEST = 128;

/** A sign, and where it stands: its middle, in pixels of the line's image. */
export interface ReadSign {
  readonly sign: string;
  readonly at: number;
  /** 0 to 1 */
  readonly certainty: number;
}

/** The signs of an image of one line, without spaces: of these the model gives few. */
export async function recogniseLine(models: Models, line: GrayImage): Promise<ReadSign[]> {
  const scale = HEIGHT / line.height;
  const scaled = Math.max(1, Math.round(line.width * scale));
  const width = Math.max(NARROWEST, Math.ceil((scaled + 8) / STEP) * STEP);
  const input = new Tensor('float32', planes(line, scaled, width), [1, 3, HEIGHT, width]);
  const { recognition, signs } = models;
  const [name = ''] = recognition.inputNames;
  const [output = ''] = recognition.outputNames;
  const result = (await recognition.run({ [name]: input }))[output];
  const data = result?.data;
  const steps = result?.dims[1];
  if (!(data instanceof Float32Array) || steps === undefined)
    throw new Error('nothing is recognised');
  return decode(data, steps, signs).map(({ step, ...read }) => ({
    ...read,
    at: ((step + 0.5) * width) / steps / scale,
  }));
}

/** The line scaled to the model's height, its full contrast used, dark on light, three times over. */
function planes(line: GrayImage, scaled: number, width: number): Float32Array {
  const plane = HEIGHT * width;
  const values = new Float32Array(3 * plane);
  const table = levels(line);
  const rows = sampling(HEIGHT, line.height);
  const columns = sampling(scaled, line.width);
  for (const [y, row] of rows.entries()) {
    const upper = row.from * line.width;
    const lower = row.to * line.width;
    for (const [x, { from, to, share }] of columns.entries()) {
      const above = mix(
        table[line.pixels[upper + from] ?? 0],
        table[line.pixels[upper + to] ?? 0],
        share,
      );
      const below = mix(
        table[line.pixels[lower + from] ?? 0],
        table[line.pixels[lower + to] ?? 0],
        share,
      );
      values[y * width + x] = mix(above, below, row.share);
    }
  }
  values.copyWithin(plane, 0, plane);
  values.copyWithin(2 * plane, 0, plane);
  return values;
}

function mix(one = 0, other = 0, share: number): number {
  return one + (other - one) * share;
}

/** Between which two pixels each of `size` pixels lies. */
function sampling(size: number, source: number) {
  return Array.from({ length: size }, (_, index) => {
    const at = Math.min(source - 1, Math.max(0, ((index + 0.5) * source) / size - 0.5));
    const from = Math.floor(at);
    return { from, to: Math.min(source - 1, from + 1), share: at - from };
  });
}

/** What each brightness is for the model: -1 to 1, with light paper. */
function levels({ pixels }: GrayImage): Float32Array {
  const counts = new Uint32Array(256);
  for (const pixel of pixels) counts[pixel] = (counts[pixel] ?? 0) + 1;
  const paper = counts.indexOf(Math.max(...counts));
  const least = counts.findIndex((count) => count > 0);
  const most = counts.findLastIndex((count) => count > 0);
  const isDark = paper - least < most - paper;
  const range = Math.max(24, most - least);
  return Float32Array.from({ length: 256 }, (_, level) => {
    const share = isDark ? (most - level) / range : (level - least) / range;
    return 2 * share - 1;
  });
}

/** The likeliest class at each step; repeated ones are one (CTC). */
function decode(data: Float32Array, steps: number, signs: readonly string[]) {
  const classes = data.length / steps;
  const read: { sign: string; step: number; certainty: number; from: number }[] = [];
  let last = 0;
  for (let step = 0; step < steps; step += 1) {
    const best = likeliest(data, step * classes, classes);
    const before = read.at(-1);
    if (best.index !== 0 && best.index === last && before) {
      before.step = (before.from + step) / 2;
    } else if (best.index !== 0) {
      const sign = signs[best.index] ?? '';
      if (sign !== ' ') read.push({ sign, step, certainty: best.value, from: step });
    }
    last = best.index;
  }
  return read.map(({ sign, step, certainty }) => ({ sign, step, certainty }));
}

function likeliest(data: Float32Array, from: number, count: number) {
  let index = 0;
  let value = data[from] ?? 0;
  for (let each = 1; each < count; each += 1) {
    const candidate = data[from + each] ?? 0;
    if (candidate > value) {
      value = candidate;
      index = each;
    }
  }
  return { index, value };
}
