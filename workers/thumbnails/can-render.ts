import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const TIMEOUT_MS = 20_000;

/** Whether this ffmpeg can do what `renderThumbnails` asks of it. */
export async function canRender(ffmpeg: string): Promise<boolean> {
  const thumbnail = '-f lavfi -i color=size=16x16 -frames:v 1 -c:v libwebp -f image2pipe pipe:1';
  try {
    const { stdout } = await run(
      ffmpeg,
      ['-hide_banner', '-loglevel', 'quiet', ...thumbnail.split(' ')],
      {
        encoding: 'buffer',
        timeout: TIMEOUT_MS,
      },
    );
    const { stdout: decoders } = await run(ffmpeg, ['-hide_banner', '-decoders'], {
      timeout: TIMEOUT_MS,
    });
    return stdout.length > 0 && / h264 /.test(decoders);
  } catch {
    return false;
  }
}
