import { spawn } from 'node:child_process';
import { once } from 'node:events';

interface Footage {
  /** ffmpeg's test source, with its options: what the screen shows. */
  readonly source: string;
  readonly seconds?: number;
}

/** The plain MPEG-TS of one segment as the recorder makes it: one GOP, tables at its head. */
export async function encodeFootage({ source, seconds = 10 }: Footage): Promise<Buffer> {
  const input = ['-f', 'lavfi', '-i', `${source}:rate=5:duration=${seconds}`];
  const encoder =
    '-c:v libx264 -preset ultrafast -crf 28 -pix_fmt yuv420p -bf 0 -g 3000 -sc_threshold 0';
  const muxer = '-f mpegts -muxdelay 0 -muxpreload 0 -pat_period 3600 -sdt_period 3600 pipe:1';
  const args = [
    '-hide_banner',
    '-loglevel',
    'error',
    ...input,
    ...`${encoder} ${muxer}`.split(' '),
  ];
  const child = spawn('ffmpeg', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}`);
  return Buffer.concat(chunks);
}
