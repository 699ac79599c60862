import type { ShellState } from '../ipc/shell-view.ts';

type Colour = readonly [red: number, green: number, blue: number];

const RED: Colour = [218, 62, 56];
const AMBER: Colour = [214, 137, 16];
const VIOLET: Colour = [118, 92, 222];
const GREY: Colour = [122, 133, 147];
const WHITE: Colour = [255, 255, 255];

/**
 * The shape distinguishes the states without colour: disc, disc with an arrow that waits to go up, eye,
 * two bars, ring, exclamation mark.
 */
type Shape = 'disc' | 'disc-waiting' | 'eye' | 'bars' | 'ring' | 'mark';

const LOOKS = {
  starting: [GREY, 'ring'],
  recording: [RED, 'disc'],
  'recording-offline': [RED, 'disc-waiting'],
  paused: [VIOLET, 'bars'],
  resting: [VIOLET, 'bars'],
  'off-schedule': [GREY, 'ring'],
  connecting: [GREY, 'mark'],
  'needs-notice': [AMBER, 'mark'],
  attention: [AMBER, 'mark'],
  stopped: [GREY, 'ring'],
} as const satisfies Record<ShellState, readonly [Colour, Shape]>;

/** Samples on each side of a pixel, for smooth edges. */
const SAMPLES = 4;

export interface TraySign {
  readonly state: ShellState;
  /** Somebody watches live. */
  readonly watched: boolean;
}

/** Draws a picture of `size` pixels a side, BGRA with premultiplied alpha, like Electron's bitmaps. */
export function trayIcon({ state, watched }: TraySign, size: number): Buffer {
  const [colour, ownShape] = LOOKS[state];
  const isRecording = ownShape === 'disc' || ownShape === 'disc-waiting';
  const shape = watched && isRecording ? 'eye' : ownShape;
  const pixels = Buffer.alloc(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      paint(pixels.subarray((y * size + x) * 4), sample(x, y, size, shape), colour);
    }
  }
  return pixels;
}

interface Cover {
  readonly body: number;
  readonly sign: number;
}

function paint(pixel: Buffer, { body, sign }: Cover, colour: Colour): void {
  for (const [place, channel] of [2, 1, 0].entries()) {
    const value = (colour[channel] ?? 0) * body + (WHITE[channel] ?? 0) * sign;
    pixel[place] = Math.round(value);
  }
  pixel[3] = Math.round(255 * (body + sign));
}

function sample(x: number, y: number, size: number, shape: Shape): Cover {
  let body = 0;
  let sign = 0;
  for (let index = 0; index < SAMPLES * SAMPLES; index += 1) {
    const u = (x + ((index % SAMPLES) + 0.5) / SAMPLES) / size - 0.5;
    const v = (y + (Math.floor(index / SAMPLES) + 0.5) / SAMPLES) / size - 0.5;
    const here = at(u, v, shape);
    if (here === 'body') body += 1;
    if (here === 'sign') sign += 1;
  }
  const all = SAMPLES * SAMPLES;
  return { body: body / all, sign: sign / all };
}

/** `u` and `v` from -0.5 to 0.5 over the picture. */
function at(u: number, v: number, shape: Shape): 'body' | 'sign' | null {
  const radius = Math.hypot(u, v);
  if (radius > 0.47) return null;
  switch (shape) {
    case 'disc':
      return 'body';
    case 'disc-waiting':
      return isArrowUp(u, v) ? 'sign' : 'body';
    case 'eye':
      return isEye(u, v) ? 'sign' : 'body';
    case 'bars':
      return Math.abs(Math.abs(u) - 0.13) < 0.065 && Math.abs(v) < 0.23 ? 'sign' : 'body';
    case 'ring':
      return radius > 0.32 ? 'body' : null;
    case 'mark':
      return isMark(u, v) ? 'sign' : 'body';
  }
}

function isMark(u: number, v: number): boolean {
  if (Math.abs(u) > 0.065) return false;
  return (v > -0.29 && v < 0.08) || (v > 0.16 && v < 0.28);
}

/** A head and a shaft. */
function isArrowUp(u: number, v: number): boolean {
  const isHead = v > -0.3 && v < 0 && Math.abs(u) < v + 0.3;
  return isHead || (v >= 0 && v < 0.27 && Math.abs(u) < 0.1);
}

/** An almond with a pupil. */
function isEye(u: number, v: number): boolean {
  const isAlmond = Math.hypot(u, Math.abs(v) + 0.28) < 0.48;
  return isAlmond && Math.hypot(u, v) > 0.1;
}
