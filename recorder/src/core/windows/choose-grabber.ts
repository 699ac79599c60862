import { CapturePolicy } from '@workcompanion/core/protocol/policy';
import type { PassedOver } from '@workcompanion/core/protocol/statement';
import { ffmpegInput } from '../ffmpeg/capture-input.ts';
import { encoderOptions } from '../ffmpeg/encoder.ts';
import { firstComplaint, tryFfmpeg } from '../ffmpeg/try-ffmpeg.ts';
import type { Log } from '../log.ts';
import { DesktopHelper, type Output } from './desktop-helper.ts';
import type { Grabber } from './windows-screen.ts';

const TRIAL = CapturePolicy.parse({ framesPerSecond: 5, segmentSeconds: 2, preset: 'ultrafast' });
const FRAMES = 3;

export interface GrabberChoice {
  readonly grabber: Grabber;
  /** The outputs as they were at the trial. */
  readonly outputs: readonly Output[];
  readonly passedOver: readonly PassedOver[];
}

export interface GrabberOptions {
  readonly ffmpeg: string;
  /** The path of the program that reports the desktop. */
  readonly helper: string;
  readonly log: Log;
}

/** Chooses desktop duplication where it gives pictures, else GDI. */
export async function chooseGrabber(options: GrabberOptions): Promise<GrabberChoice> {
  const desktop = new DesktopHelper(options.helper);
  const outputs = await desktop.snapshot().then(
    (found) => found.outputs,
    () => [],
  );
  desktop.close();
  const problem = await problemWithDuplication(options.ffmpeg, outputs);
  options.log.info({ problem, outputs }, 'desktop duplication was tried');
  if (problem === null) return { grabber: 'ddagrab', outputs, passedOver: [] };
  return { grabber: 'gdigrab', outputs, passedOver: [{ what: 'ddagrab', why: problem }] };
}

/** Null when there is no problem. */
async function problemWithDuplication(
  ffmpeg: string,
  outputs: readonly Output[],
): Promise<string | null> {
  const index = outputs.findIndex(({ upright }) => upright);
  const output = outputs[index];
  if (output === undefined) return 'no upright monitor is on the first graphics chip';
  const { geometry } = output;
  const { frames, stderr } = await tryFfmpeg({
    program: ffmpeg,
    input: ffmpegInput({ kind: 'ddagrab', outputIndex: index, geometry }, TRIAL.framesPerSecond),
    outputOptions: encoderOptions(TRIAL),
    frames: FRAMES,
  });
  return frames.length >= FRAMES ? null : firstComplaint(stderr);
}
