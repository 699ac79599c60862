import type { CaptureInput, FfmpegInput } from './capture-input.ts';
import { evenGeometry } from './even-geometry.ts';

/**
 * Windows desktop duplication, a source filter. https://ffmpeg.org/ffmpeg-filters.html#ddagrab
 * Its times begin at 0 in ticks of a frame: the demuxer stamps the wall clock instead, in the finer
 * ticks that `settb` declares.
 */
export function ddagrabInput(
  input: Extract<CaptureInput, { kind: 'ddagrab' }>,
  framesPerSecond: number,
): FfmpegInput {
  const { width, height } = evenGeometry(input.geometry);
  const grab = [
    `ddagrab=output_idx=${input.outputIndex}`,
    'draw_mouse=1',
    `framerate=${framesPerSecond}`,
    `video_size=${width}x${height}`,
  ].join(':');
  return {
    options: ['-use_wallclock_as_timestamps', '1', '-f', 'lavfi'],
    source: `${grab},hwdownload,format=bgra,settb=1/90000`,
    filters: [],
  };
}
