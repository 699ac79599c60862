import type { CaptureInput, FfmpegInput } from './capture-input.ts';
import { evenGeometry } from './even-geometry.ts';

/** Windows without desktop duplication. https://ffmpeg.org/ffmpeg-devices.html#gdigrab */
export function gdigrabInput(
  input: Extract<CaptureInput, { kind: 'gdigrab' }>,
  framesPerSecond: number,
): FfmpegInput {
  const { width, height, x, y } = evenGeometry(input.geometry);
  return {
    options: [
      ...['-f', 'gdigrab', '-draw_mouse', '1', '-framerate', String(framesPerSecond)],
      ...['-video_size', `${width}x${height}`, '-offset_x', String(x), '-offset_y', String(y)],
    ],
    source: 'desktop',
    filters: [],
  };
}
