import { Writable } from 'node:stream';
import { CapturePolicy } from '@workcompanion/core/protocol/policy';
import { encoderOptions } from '../core/ffmpeg/encoder.ts';
import { startFfmpeg } from '../core/ffmpeg/start-ffmpeg.ts';
import { liveTestPicture } from './live-test-picture.ts';

/** A process to be killed: says the process id of its ffmpeg once that has given its first bytes. */
const policy = CapturePolicy.parse({ framesPerSecond: 5, segmentSeconds: 2 });
let told = false;
const run = startFfmpeg({
  program: 'ffmpeg',
  input: liveTestPicture(policy.framesPerSecond),
  outputOptions: encoderOptions(policy),
  sink: new Writable({
    write(_chunk, _encoding, done) {
      if (!told) process.stdout.write(`${run.pid()}\n`);
      told = true;
      done();
    },
  }),
});
await run.ended;
