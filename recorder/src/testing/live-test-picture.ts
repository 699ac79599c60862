import type { FfmpegInput } from '../core/ffmpeg/capture-input.ts';

/** Moves in real time, as a screen does, but needs none. */
export function liveTestPicture(framesPerSecond: number): FfmpegInput {
  return {
    options: ['-re', '-f', 'lavfi'],
    source: `testsrc2=size=640x360:rate=${framesPerSecond}`,
    filters: [],
  };
}
