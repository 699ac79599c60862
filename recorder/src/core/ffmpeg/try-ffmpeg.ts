import { Writable } from 'node:stream';
import { type Frame, TsCutter } from '../capture/ts-cutter.ts';
import type { FfmpegInput } from './capture-input.ts';
import { startFfmpeg } from './start-ffmpeg.ts';

/** A driver may need some seconds to start. */
const TIMEOUT_MS = 15_000;

export interface Trial {
  readonly program: string;
  readonly input: FfmpegInput;
  readonly outputOptions: readonly string[];
  /** ffmpeg is ended after this many frames, or when its input ends. */
  readonly frames: number;
}

export interface TrialResult {
  readonly frames: readonly Frame[];
  /** What ffmpeg said last. */
  readonly stderr: string;
}

/** Runs ffmpeg for a few frames, through the same parser as footage. Never throws. */
export async function tryFfmpeg({ frames: wanted, ...request }: Trial): Promise<TrialResult> {
  const cutter = new TsCutter();
  const frames: Frame[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      try {
        frames.push(...cutter.push(chunk));
        if (frames.length >= wanted) void run.stop();
        done();
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
  });
  const run = startFfmpeg({ ...request, sink });
  const timer = setTimeout(() => run.kill(), TIMEOUT_MS);
  const { error, stderr } = await run.ended;
  clearTimeout(timer);
  if (error === null) frames.push(...cutter.end());
  return { frames, stderr: stderr === '' ? (error?.message ?? '') : stderr };
}

const MOST_CHARACTERS = 200;

/** The first error that ffmpeg printed, short enough for the journal: later ones follow from it. */
export function firstComplaint(stderr: string): string {
  const [first = ''] = stderr
    .split('\n')
    .map((line) => line.replace(/^(?:\[[^\]]*\]\s*)+/, '').trim())
    .filter((line) => line !== '');
  // For a missing encoder, ffmpeg complains about its options first.
  if (/^(Unrecognized option|Unknown encoder)/.test(first)) return 'not in this build of ffmpeg';
  return (first === '' ? 'it gave no reason' : first).slice(0, MOST_CHARACTERS);
}
