import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { BAR_COLOUR, barOf, filterText, TEXT_COLOUR, yInBar } from '../video/burned-text.ts';
import type { ReadVideo, VideoFrame } from './read-video.ts';

const run = promisify(execFile);

/** How far the bar below a picture is from showing just this clock; grey levels. */
export async function distanceToClock(
  { width, height }: ReadVideo,
  { picture }: VideoFrame,
  { clock, font }: { readonly clock: string; readonly font: string },
): Promise<number> {
  const bar = barOf(width);
  const place = `x=12:y=${yInBar(bar)}:y_align=font`;
  const look = `font=${filterText(font)}:fontsize=${bar.fontSize}:fontcolor=${TEXT_COLOUR}`;
  const draw = `drawtext=${look}:${place}:expansion=none:text=${filterText(clock)}`;
  const source = `color=${BAR_COLOUR}:size=${width}x${height},format=yuv420p,${draw},format=gray`;
  const args = ['-v', 'error', '-f', 'lavfi', '-i', source, '-frames:v', '1', '-f', 'rawvideo'];
  const { stdout } = await run('ffmpeg', [...args, 'pipe:1'], {
    encoding: 'buffer',
    maxBuffer: 1e8,
  });
  let difference = 0;
  let count = 0;
  for (let y = height - bar.height; y < height; y += 1) {
    for (let x = 0; x < 20 * bar.fontSize; x += 1) {
      difference += Math.abs((picture[y * width + x] ?? 0) - (stdout[y * width + x] ?? 0));
      count += 1;
    }
  }
  return difference / count;
}
