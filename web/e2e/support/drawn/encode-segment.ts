import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { drawFrame, FRAME_HEIGHT, FRAME_WIDTH } from './draw-frame.ts';

export const FRAMES_PER_SECOND = 5;

export interface DrawnSegment {
  /** Unix ms of its first frame. */
  readonly startMs: number;
  readonly seconds: number;
  /** Where it begins in its recording: the media clock runs on from segment to segment. */
  readonly offsetSeconds: number;
  readonly isBusy: (unixMs: number) => boolean;
}

/** The plain MPEG-TS of one segment, as the recorder's encoder would give it. */
export async function encodeSegment(segment: DrawnSegment): Promise<Buffer> {
  const { startMs, seconds, offsetSeconds, isBusy } = segment;
  const frames = seconds * FRAMES_PER_SECOND;
  const encoder = spawn('ffmpeg', argsOf(frames, offsetSeconds), {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const chunks: Buffer[] = [];
  encoder.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const closed = once(encoder, 'close');
  for (let frame = 0; frame < frames; frame += 1) {
    const at = startMs + (frame * 1000) / FRAMES_PER_SECOND;
    if (!encoder.stdin.write(drawFrame(at, isBusy(at)))) await once(encoder.stdin, 'drain');
  }
  encoder.stdin.end();
  const [code] = await closed;
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}`);
  return Buffer.concat(chunks);
}

function argsOf(frames: number, offsetSeconds: number): string[] {
  const input = `-f rawvideo -pix_fmt gray -s ${FRAME_WIDTH}x${FRAME_HEIGHT} -r ${FRAMES_PER_SECOND} -i pipe:0`;
  const encode = `-c:v libx264 -preset ultrafast -crf 28 -bf 0 -pix_fmt yuv420p -g ${frames} -sc_threshold 0`;
  const output = `-f mpegts -muxdelay 0 -muxpreload 0 -output_ts_offset ${offsetSeconds} pipe:1`;
  return `-hide_banner -loglevel error ${input} ${encode} ${output}`.split(' ');
}
