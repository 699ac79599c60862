import { CapturePolicy } from '@workcompanion/core/protocol/policy';
import { ffmpegInput } from '../ffmpeg/capture-input.ts';
import { encoderOptions } from '../ffmpeg/encoder-options.ts';
import { tryFfmpeg } from '../ffmpeg/try-ffmpeg.ts';
import type { Log } from '../log.ts';
import { probeDesktop } from './probe-desktop.ts';
import type { Grabber } from './windows-screen.ts';

const TRIAL = CapturePolicy.parse({ framesPerSecond: 5, segmentSeconds: 2, preset: 'ultrafast' });
const FRAMES = 3;

/** Desktop duplication where it gives pictures - not over RDP, not without its driver -, else GDI. */
export async function chooseGrabber(ffmpeg: string, log: Log): Promise<Grabber> {
  try {
    const { geometry } = await probeDesktop(ffmpeg);
    const { frames, stderr } = await tryFfmpeg({
      program: ffmpeg,
      input: ffmpegInput({ kind: 'ddagrab', outputIndex: 0, geometry }, TRIAL.framesPerSecond),
      outputOptions: encoderOptions(TRIAL),
      frames: FRAMES,
    });
    if (frames.length >= FRAMES) return 'ddagrab';
    log.info({ problem: stderr }, 'desktop duplication gives no pictures here');
  } catch (error) {
    log.warn({ err: error }, 'the desktop can not be tried');
  }
  return 'gdigrab';
}
