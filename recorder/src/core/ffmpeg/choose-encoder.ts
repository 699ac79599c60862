import { CapturePolicy } from '@workcompanion/core/protocol/policy';
import type { PassedOver } from '@workcompanion/core/protocol/statement';
import type { Log } from '../log.ts';
import { type Encoder, encoderOptions } from './encoder.ts';
import { inputFor } from './hardware-encoders.ts';
import { keyFrameMarks } from './key-frame-marks.ts';
import { firstComplaint, tryFfmpeg } from './try-ffmpeg.ts';

/** Two segments of ten frames: only the first frame of each may be a key frame. */
const TRIAL = CapturePolicy.parse({ framesPerSecond: 5, segmentSeconds: 2 });
const FRAMES = TRIAL.framesPerSecond * TRIAL.segmentSeconds * 2;
const GOP = TRIAL.framesPerSecond * TRIAL.segmentSeconds;

export interface EncoderChoice<T> {
  readonly taken: T;
  /** The encoders that were tried before it. */
  readonly passedOver: readonly PassedOver[];
}

/**
 * Chooses the first encoder that works here: every frame must come out, with key frames where segments
 * begin. The last one in the list is taken without a trial.
 */
export async function chooseEncoder(
  program: string,
  ladder: readonly Encoder[],
  log: Log,
): Promise<EncoderChoice<Encoder>> {
  const { taken, passedOver } = await firstThatEncodes(program, ladder.slice(0, -1), log);
  return { taken: taken ?? ladder.at(-1) ?? 'libx264', passedOver };
}

/** Null when none of them encodes here. */
export async function firstThatEncodes(
  program: string,
  ladder: readonly Encoder[],
  log: Log,
): Promise<EncoderChoice<Encoder | null>> {
  const passedOver: PassedOver[] = [];
  for (const encoder of ladder) {
    const problem = await problemWith(program, encoder);
    log.info(
      { encoder, problem },
      problem === null ? 'it encodes here' : 'it does not encode here',
    );
    if (problem === null) return { taken: encoder, passedOver };
    passedOver.push({ what: encoder, why: firstComplaint(problem) });
  }
  return { taken: null, passedOver };
}

/** Null when there is no problem. */
export async function problemWith(program: string, encoder: Encoder): Promise<string | null> {
  const duration = FRAMES / TRIAL.framesPerSecond;
  const { frames, stderr } = await tryFfmpeg({
    program,
    input: inputFor(encoder, {
      options: ['-f', 'lavfi'],
      source: `testsrc2=size=1280x720:rate=${TRIAL.framesPerSecond}:duration=${duration}`,
      filters: [keyFrameMarks(TRIAL)],
    }),
    outputOptions: encoderOptions(TRIAL, encoder, { marked: true }),
    frames: Number.POSITIVE_INFINITY,
  });
  if (frames.length !== FRAMES) return stderr === '' ? `${frames.length} frames` : stderr;
  const misplaced = frames.findIndex(({ key }, index) => key !== (index % GOP === 0));
  return misplaced < 0 ? null : `a key frame is wrong at frame ${misplaced}`;
}
