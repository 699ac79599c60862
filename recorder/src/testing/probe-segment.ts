import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { decryptSegment } from '@workcompanion/core/crypto/decrypt-segment';
import { z } from 'zod';

const Probe = z.object({
  frames: z.array(z.object({ pts: z.number(), key_frame: z.number() })),
});

export interface ProbedSegment {
  /** 90 kHz, in the order shown. */
  readonly times: readonly number[];
  readonly keyFrames: number;
}

/** Decodes MPEG-TS alone. Throws when the decoder finds anything wrong with it. */
export async function probeTs(plain: Buffer): Promise<ProbedSegment> {
  const args = [
    '-v',
    'error',
    '-show_frames',
    '-show_entries',
    'frame=pts,key_frame',
    '-of',
    'json',
  ];
  const child = spawn('ffprobe', [...args, '-f', 'mpegts', '-i', 'pipe:0'], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let output = '';
  let complaints = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  child.stdin.on('error', () => {});
  child.stdin.end(plain);
  await once(child, 'close');
  if (complaints !== '') throw new Error(`the decoder complains: ${complaints}`);
  const { frames } = Probe.parse(JSON.parse(output));
  return {
    times: frames.map(({ pts }) => pts),
    keyFrames: frames.filter(({ key_frame }) => key_frame === 1).length,
  };
}

/** What a player gets of the stored ciphertext. */
export async function decrypt(cipher: Buffer, key: Buffer, iv: string): Promise<Buffer> {
  const source = (async function* () {
    yield cipher;
  })();
  const plain: Uint8Array[] = [];
  for await (const chunk of decryptSegment(source, { key, iv: Buffer.from(iv, 'hex') })) {
    plain.push(chunk);
  }
  return Buffer.concat(plain);
}
