import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { FrameCodec } from '@workcompanion/core/footage/key-frame-reader';

interface Footage {
  /** ffmpeg's test source, with its options: what the screen shows. */
  readonly source: string;
  readonly seconds?: number;
  readonly codec?: FrameCodec;
  /** Pictures between others that build on later ones; recorders make none. */
  readonly bFrames?: number;
}

const ENCODERS = {
  h264: '-c:v libx264 -sc_threshold 0',
  hevc: '-c:v libx265 -x265-params log-level=none:scenecut=0',
} as const satisfies Record<FrameCodec, string>;

/** The plain MPEG-TS of one segment as the recorder makes it: one GOP, tables at its head. */
export async function encodeFootage({
  source,
  seconds = 10,
  codec = 'h264',
  bFrames = 0,
}: Footage): Promise<Buffer> {
  const input = ['-f', 'lavfi', '-i', `${source}:rate=5:duration=${seconds}`];
  const encoder = `${ENCODERS[codec]} -preset ultrafast -crf 28 -pix_fmt yuv420p -bf ${bFrames} -g 3000`;
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
