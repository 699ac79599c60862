import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { CapturePolicy } from '@workcompanion/core/protocol/policy';
import { describe, expect, test } from 'vitest';
import { hasPrograms } from '../../testing/has-programs.ts';
import { isRunning } from '../../testing/is-running.ts';
import { liveTestPicture } from '../../testing/live-test-picture.ts';
import { until } from '../../testing/until.ts';
import { TsCutter } from '../capture/ts-cutter.ts';
import { encoderOptions } from './encoder.ts';
import { startFfmpeg } from './start-ffmpeg.ts';

const policy = CapturePolicy.parse({ framesPerSecond: 10, segmentSeconds: 2 });

function start(program = 'ffmpeg', options = encoderOptions(policy)) {
  const chunks: Buffer[] = [];
  const sink = new Writable({
    emitClose: false,
    autoDestroy: false,
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  const input = liveTestPicture(policy.framesPerSecond);
  return { run: startFfmpeg({ program, input, outputOptions: options, sink }), chunks };
}

describe.skipIf(!hasPrograms('ffmpeg'))('ffmpeg as a supervised child', () => {
  test('stops in good order, with every frame it took', async () => {
    const { run, chunks } = start();
    await until('the first bytes', () => chunks.length > 0);
    const end = await run.stop();
    expect(end).toEqual({ error: null, stderr: '' });
    const cutter = new TsCutter();
    const frames = [...chunks.flatMap((chunk) => cutter.push(chunk)), ...cutter.end()];
    expect(frames.length).toBeGreaterThan(5);
  });

  test('ends with an error when it is killed', async () => {
    const { run, chunks } = start();
    await until('the first bytes', () => chunks.length > 0);
    process.kill(run.pid() ?? 0, 'SIGKILL');
    expect((await run.ended).error?.message).toContain('SIGKILL');
  });

  test('says what ffmpeg had to say when it fails', async () => {
    const { run } = start('ffmpeg', ['-c:v', 'no-such-encoder', '-f', 'mpegts']);
    const { error, stderr } = await run.ended;
    expect(error).not.toBeNull();
    expect(stderr).toContain('no-such-encoder');
  });

  test('ends with an error when there is no such program, and may be stopped all the same', async () => {
    const { run } = start('/no/such/ffmpeg');
    expect((await run.ended).error?.message).toContain('ENOENT');
    expect((await run.stop()).error).not.toBeNull();
  });

  test('ends within two seconds of the death of its parent', async () => {
    const parent = spawn(
      process.execPath,
      [join(import.meta.dirname, '..', '..', 'testing', 'ffmpeg-parent.ts')],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [line] = await once(createInterface(parent.stdout), 'line');
    const pid = Number(line);
    expect(isRunning(pid)).toBe(true);
    parent.kill('SIGKILL');
    await until('ffmpeg to end', () => !isRunning(pid), 2_000);
  });
});
