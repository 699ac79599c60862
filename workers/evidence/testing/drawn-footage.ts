import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  CLOCK_CELL,
  CLOCK_CELLS,
  CLOCK_HEIGHT,
  readClock,
} from '../../../scripts/virtual-screen/read-clock.ts';

export const WIDTH = 960;
export const HEIGHT = 540;
export const FRAMES_PER_SECOND = 5;
/** Where a drawn screen says what may have to be hidden: fine stripes. */
export const SECRET = { x: 240, y: 200, width: 320, height: 160 } as const;

const FRAME_MS = 1000 / FRAMES_PER_SECOND;

/** The MPEG-TS of a segment whose every picture shows, as a bar code, when it was captured. */
export async function drawSegment(
  startMs: number,
  frames: number,
  size = { width: WIDTH, height: HEIGHT },
): Promise<Buffer> {
  const input = `-f rawvideo -pix_fmt gray -s ${WIDTH}x${HEIGHT} -r ${FRAMES_PER_SECOND} -i pipe:0`;
  const encode = `-vf scale=${size.width}:${size.height} -c:v libx264 -preset ultrafast -crf 18 -bf 0 -pix_fmt yuv420p -g 600 -sc_threshold 0`;
  // As the recorder's: the media clock is the wall clock, in 33 bits.
  const offset = (startMs / 1000) % 95_443;
  const output = `-f mpegts -muxdelay 0 -muxpreload 0 -output_ts_offset ${offset} pipe:1`;
  const encoder = spawn(
    'ffmpeg',
    `-hide_banner -loglevel error ${input} ${encode} ${output}`.split(' '),
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const chunks: Buffer[] = [];
  encoder.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const closed = once(encoder, 'close');
  for (let frame = 0; frame < frames; frame += 1) {
    if (!encoder.stdin.write(draw(startMs + frame * FRAME_MS))) await once(encoder.stdin, 'drain');
  }
  encoder.stdin.end();
  const [code] = await closed;
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}`);
  return Buffer.concat(chunks);
}

function draw(unixMs: number): Buffer {
  const frame = Buffer.alloc(WIDTH * HEIGHT, 235);
  for (const [cell, bit] of clockBits(unixMs).entries()) {
    if (bit === 0) continue;
    for (let y = 1; y <= CLOCK_HEIGHT; y += 1) {
      const start = y * WIDTH + 1 + cell * CLOCK_CELL;
      frame.fill(20, start, start + CLOCK_CELL);
    }
  }
  for (let y = SECRET.y; y < SECRET.y + SECRET.height; y += 1) {
    for (let x = SECRET.x; x < SECRET.x + SECRET.width; x += 8) {
      frame.fill(20, y * WIDTH + x, y * WIDTH + x + 4);
    }
  }
  return frame;
}

function clockBits(unixMs: number): number[] {
  const time = bitsOf(unixMs, 48);
  let check = 0xa5;
  for (let from = 0; from < 48; from += 8) {
    check ^= Number.parseInt(time.slice(from, from + 8).join(''), 2);
  }
  const bits = [1, 0, ...time, ...bitsOf(check, 8)];
  if (bits.length !== CLOCK_CELLS) throw new Error('the clock has another layout');
  return bits;
}

function bitsOf(value: number, count: number): number[] {
  return [...value.toString(2).padStart(count, '0')].map(Number);
}

/** What the bar code of a decoded picture says (grey, `width` wide); null when there is none. */
export function clockOf(picture: Buffer, width: number): number | null {
  return readClock((x, y) => (picture[y * width + x] ?? 255) < 128, { x: 0, y: 0 });
}
