import {
  CLOCK_CELL,
  CLOCK_CELLS,
  CLOCK_HEIGHT,
} from '../../../../scripts/virtual-screen/read-clock.ts';

export const FRAME_WIDTH = 960;
export const FRAME_HEIGHT = 540;
export const FRAME_BYTES = FRAME_WIDTH * FRAME_HEIGHT;

const WHITE = 235;
const BLACK = 20;
const NOISE = { x: 200, y: 160, width: 480, height: 300 } as const;

/** A grey picture that shows its own time as a bar code; with `isBusy`, also a patch of noise. */
export function drawFrame(unixMs: number, isBusy: boolean): Buffer {
  const frame = Buffer.alloc(FRAME_BYTES, WHITE);
  for (const [cell, bit] of clockBits(unixMs).entries()) {
    if (bit === 0) continue;
    for (let y = 1; y <= CLOCK_HEIGHT; y += 1) {
      const start = y * FRAME_WIDTH + 1 + cell * CLOCK_CELL;
      frame.fill(BLACK, start, start + CLOCK_CELL);
    }
  }
  if (isBusy) paintNoise(frame);
  return frame;
}

function clockBits(unixMs: number): readonly number[] {
  const time = bitsOf(unixMs, 48);
  let check = 0xa5;
  for (let from = 0; from < 48; from += 8) {
    check ^= Number.parseInt(time.slice(from, from + 8).join(''), 2);
  }
  const bits = [1, 0, ...time, ...bitsOf(check, 8)];
  if (bits.length !== CLOCK_CELLS) throw new Error('the clock has another layout');
  return bits;
}

function bitsOf(value: number, count: number): readonly number[] {
  return [...value.toString(2).padStart(count, '0')].map(Number);
}

function paintNoise(frame: Buffer): void {
  const { x, y, width, height } = NOISE;
  for (let row = y; row < y + height; row += 4) {
    for (let column = x; column < x + width; column += 4) {
      const shade = Math.floor(Math.random() * 256);
      for (let line = 0; line < 4; line += 1) {
        frame.fill(
          shade,
          (row + line) * FRAME_WIDTH + column,
          (row + line) * FRAME_WIDTH + column + 4,
        );
      }
    }
  }
}
