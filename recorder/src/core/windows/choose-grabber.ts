import { CapturePolicy } from '@workcompanion/core/protocol/policy';
import type { PassedOver } from '@workcompanion/core/protocol/statement';
import { ffmpegInput } from '../ffmpeg/capture-input.ts';
import { encoderOptions } from '../ffmpeg/encoder-options.ts';
import { tryFfmpeg } from '../ffmpeg/try-ffmpeg.ts';
import { whyNot } from '../ffmpeg/why-not.ts';
import type { Log } from '../log.ts';
import { DesktopHelper } from './desktop-helper.ts';
import type { Grabber } from './windows-screen.ts';

const TRIAL = CapturePolicy.parse({ framesPerSecond: 5, segmentSeconds: 2, preset: 'ultrafast' });
const FRAMES = 3;

export interface GrabberChoice {
  readonly grabber: Grabber;
  readonly passedOver: readonly PassedOver[];
}

export interface GrabberOptions {
  readonly ffmpeg: string;
  /** Path of the program that tells of the desktop. */
  readonly helper: string;
  readonly log: Log;
}

/** Desktop duplication where it gives pictures, else GDI. */
export async function chooseGrabber(options: GrabberOptions): Promise<GrabberChoice> {
  const problem = await problemWithDuplication(options);
  options.log.info({ problem }, 'desktop duplication was tried');
  if (problem === null) return { grabber: 'ddagrab', passedOver: [] };
  return { grabber: 'gdigrab', passedOver: [{ what: 'ddagrab', why: problem }] };
}

/** Null when there is none. */
async function problemWithDuplication({ ffmpeg, helper }: GrabberOptions): Promise<string | null> {
  const desktop = new DesktopHelper(helper);
  try {
    const { outputs } = await desktop.look();
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
    return frames.length >= FRAMES ? null : whyNot(stderr);
  } catch (error) {
    return whyNot(error instanceof Error ? error.message : String(error));
  } finally {
    desktop.close();
  }
}
