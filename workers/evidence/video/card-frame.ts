import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const TIMEOUT_MS = 30_000;

/** A black picture as MPEG-TS of one frame: put between segments, it ends what they show. */
export async function cardFrame(
  ffmpeg: string,
  { width, height }: { readonly width: number; readonly height: number },
): Promise<Buffer> {
  const source = `-f lavfi -i color=black:size=${width}x${height}:rate=1 -frames:v 1`;
  const encode = '-c:v libx264 -preset ultrafast -bf 0 -pix_fmt yuv420p';
  const output = '-f mpegts -muxdelay 0 -muxpreload 0 pipe:1';
  const { stdout } = await run(
    ffmpeg,
    `-hide_banner -loglevel error -nostdin ${source} ${encode} ${output}`.split(' '),
    { encoding: 'buffer', timeout: TIMEOUT_MS },
  );
  return stdout;
}
