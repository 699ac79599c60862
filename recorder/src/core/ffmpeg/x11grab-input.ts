import type { CaptureInput, FfmpegInput } from './capture-input.ts';
import { evenGeometry } from './even-geometry.ts';

/** Linux, X11. https://ffmpeg.org/ffmpeg-devices.html#x11grab */
export function x11grabInput(
  input: Extract<CaptureInput, { kind: 'x11grab' }>,
  framesPerSecond: number,
): FfmpegInput {
  const { width, height, x, y } = evenGeometry(input.geometry);
  return {
    options: [
      ...['-f', 'x11grab', '-draw_mouse', '1', '-framerate', String(framesPerSecond)],
      ...['-video_size', `${width}x${height}`, '-grab_x', String(x), '-grab_y', String(y)],
    ],
    source: input.server,
    filters: [],
  };
}
