import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const FRAMES_PER_SECOND = 5;
/** ISO/IEC 13818-1: a packet of PID 0x1FFF carries nothing, and every player skips it. */
const PACKET_BYTES = 188;
const NULL_PACKET = Buffer.concat([
  Buffer.from([0x47, 0x1f, 0xff, 0x10]),
  Buffer.alloc(PACKET_BYTES - 4, 0xff),
]);

/** A moving picture as a recorder encodes it, so many seconds long and filled up to about `bytes`. */
export async function makeFootage(
  folder: string,
  { seconds, bytes }: { readonly seconds: number; readonly bytes: number },
): Promise<Buffer> {
  const file = join(folder, 'footage.ts');
  const picture = `testsrc2=size=1280x720:rate=${FRAMES_PER_SECOND}:duration=${seconds}`;
  await run('ffmpeg', [
    '-v',
    'error',
    '-y',
    '-f',
    'lavfi',
    '-i',
    picture,
    '-c:v',
    'libx264',
    '-preset',
    'veryfast',
    '-crf',
    '38',
    '-f',
    'mpegts',
    file,
  ]);
  const footage = await readFile(file);
  const missing = Math.max(0, Math.ceil((bytes - footage.length) / PACKET_BYTES));
  return Buffer.concat([footage, ...Array.from({ length: missing }, () => NULL_PACKET)]);
}
