import type { CaptureInput, FfmpegInput } from './capture-input.ts';

/**
 * macOS. https://ffmpeg.org/ffmpeg-devices.html#avfoundation
 * Its times are those of the host clock, so the demuxer stamps the wall clock instead.
 */
export function avfoundationInput(
  input: Extract<CaptureInput, { kind: 'avfoundation' }>,
  framesPerSecond: number,
): FfmpegInput {
  return {
    options: [
      ...['-use_wallclock_as_timestamps', '1', '-f', 'avfoundation'],
      ...['-capture_cursor', '1', '-framerate', String(framesPerSecond)],
    ],
    source: `Capture screen ${input.screenIndex}:none`,
    filters: ['crop=trunc(iw/2)*2:trunc(ih/2)*2'],
  };
}
