import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { SegmentEncryptor } from '../../crypto/segment-encryptor.ts';

const run = promisify(execFile);

/** A real segment of 5 frames a second, as the recorder makes them: presentation time = wall clock. */
export async function makeSegment(of: {
  /** UTC µs */
  readonly start: number;
  readonly seconds: number;
  readonly colour: string;
  readonly key: Buffer;
  readonly iv: Buffer;
}): Promise<Buffer> {
  const picture = `color=${of.colour}:size=320x180:rate=5,drawgrid=w=20:h=20:c=white@0.2`;
  // Every 26.5 hours the clock of MPEG-TS begins anew; a round part of the day stays below.
  const offset = (of.start / 1_000_000) % 86_400;
  const { stdout } = await run(
    'ffmpeg',
    [
      ...['-v', 'error', '-f', 'lavfi', '-i', picture, '-t', String(of.seconds)],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '0', '-pix_fmt', 'yuv420p'],
      ...['-threads', '1', '-output_ts_offset', String(offset)],
      ...['-muxdelay', '0', '-muxpreload', '0', '-f', 'mpegts', 'pipe:1'],
    ],
    { encoding: 'buffer', maxBuffer: 64 * 1024 * 1024 },
  );
  const encryptor = new SegmentEncryptor(of.key, of.iv);
  return Buffer.concat([encryptor.update(stdout), encryptor.tail()]);
}
