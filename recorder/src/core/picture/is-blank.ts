import { spawn } from 'node:child_process';

/** Out of 256 levels: the encoder's noise stays below, the smallest window does not. */
const MOST_SPREAD = 3;
/** The mouse pointer is drawn into every picture, and covers at most this many of the thumbnail's pixels. */
const MOUSE_PIXELS = 4;

/** Whether a picture has one colour all over, usually black: then the capture shows nothing. */
export function isBlank(brightness: Buffer): boolean {
  const sorted = brightness.toSorted();
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const others = sorted.filter((value) => Math.abs(value - middle) > MOST_SPREAD);
  return others.length <= MOUSE_PIXELS;
}

export const THUMBNAIL_WIDTH = 32;
export const THUMBNAIL_HEIGHT = 18;
const PIXELS = THUMBNAIL_WIDTH * THUMBNAIL_HEIGHT;
const TIMEOUT_MS = 10_000;

/** The brightness of a picture in 32 × 18 pixels; null when it can't be decoded. */
export function thumbnailOf(ffmpeg: string, transportStream: Buffer): Promise<Buffer | null> {
  const size = `scale=${THUMBNAIL_WIDTH}:${THUMBNAIL_HEIGHT}:flags=area,format=gray`;
  const child = spawn(
    ffmpeg,
    [
      ...['-hide_banner', '-loglevel', 'error', '-threads', '1', '-f', 'mpegts', '-i', 'pipe:0'],
      ...['-frames:v', '1', '-vf', size, '-f', 'rawvideo', 'pipe:1'],
    ],
    { stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true },
  );
  const timer = setTimeout(() => child.kill('SIGKILL'), TIMEOUT_MS);
  const pieces: Buffer[] = [];
  child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
  child.stdin.on('error', () => {});
  child.stdin.end(transportStream);
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      const picture = Buffer.concat(pieces);
      resolve(picture.length >= PIXELS ? picture.subarray(0, PIXELS) : null);
    };
    child.on('error', finish).on('close', finish);
  });
}
