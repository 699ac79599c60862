import { CapturePolicy } from '@workcompanion/core/protocol/policy';
import type { PassedOver } from '@workcompanion/core/protocol/statement';
import type { Log } from '../log.ts';
import type { Encoder } from './encoder.ts';
import { encoderOptions } from './encoder-options.ts';
import { keyFrameMarks } from './key-frame-marks.ts';
import { firstComplaint, tryFfmpeg } from './try-ffmpeg.ts';

/** Two segments of five frames: the second must begin with a key frame, and no other frame be one. */
const TRIAL = CapturePolicy.parse({ framesPerSecond: 5, segmentSeconds: 2 });
const FRAMES = TRIAL.framesPerSecond * TRIAL.segmentSeconds * 2;
const GOP = TRIAL.framesPerSecond * TRIAL.segmentSeconds;

export interface EncoderChoice<T> {
  readonly taken: T;
  /** Those before it in the ladder. */
  readonly passedOver: readonly PassedOver[];
}

/**
 * The first of the ladder that encodes here, as the recorder needs it: every frame comes out, and key
 * frames where segments begin. The last is taken without a trial.
 */
export async function chooseEncoder(
  program: string,
  ladder: readonly Encoder[],
  log: Log,
): Promise<EncoderChoice<Encoder>> {
  const { taken, passedOver } = await firstThatEncodes(program, ladder.slice(0, -1), log);
  return { taken: taken ?? ladder.at(-1) ?? 'libx264', passedOver };
}

/** Null when none of them does. */
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

/** Null when there is none. */
export async function problemWith(program: string, encoder: Encoder): Promise<string | null> {
  const duration = FRAMES / TRIAL.framesPerSecond;
  const { frames, stderr } = await tryFfmpeg({
    program,
    input: {
      options: ['-f', 'lavfi'],
      source: `testsrc2=size=1280x720:rate=${TRIAL.framesPerSecond}:duration=${duration}`,
      filters: [keyFrameMarks(TRIAL)],
    },
    outputOptions: encoderOptions(TRIAL, encoder, { marked: true }),
    frames: Number.POSITIVE_INFINITY,
  });
  if (frames.length !== FRAMES) return stderr === '' ? `${frames.length} frames` : stderr;
  const misplaced = frames.findIndex(({ key }, index) => key !== (index % GOP === 0));
  return misplaced < 0 ? null : `a key frame is wrong at frame ${misplaced}`;
}
