import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { CapturePolicy } from '@workcompanion/core/protocol/policy';
import { encoderOptions } from '../core/ffmpeg/encoder.ts';

/** The recorder's own encoding of a moving test picture, with times from `startSeconds` on. */
export async function encodeTestPicture(
  policy: CapturePolicy,
  { seconds, startSeconds = 1_000 }: { seconds: number; startSeconds?: number },
): Promise<Buffer> {
  const rate = policy.framesPerSecond;
  const child = spawn(
    'ffmpeg',
    [
      ...['-hide_banner', '-loglevel', 'error', '-copyts', '-f', 'lavfi'],
      ...[
        '-i',
        `testsrc2=size=640x360:rate=${rate}:duration=${seconds},setpts=PTS+${startSeconds}/TB`,
      ],
      ...encoderOptions(policy),
      'pipe:1',
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}`);
  return Buffer.concat(chunks);
}
