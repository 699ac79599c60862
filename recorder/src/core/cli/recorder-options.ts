import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CapturePolicy } from '@workcompanion/core/protocol/policy';
import type { PassedOver } from '@workcompanion/core/protocol/statement';
import { readMachine } from '../device/machine.ts';
import type { Environment } from '../env.ts';
import { ffmpegInput } from '../ffmpeg/capture-input.ts';
import { chooseEncoder, firstThatEncodes } from '../ffmpeg/choose-encoder.ts';
import { type Encoders, encoderLadder, encoderOptions, hevcLadder } from '../ffmpeg/encoder.ts';
import { RENDER_NODE } from '../ffmpeg/hardware-encoders.ts';
import { firstComplaint, tryFfmpeg } from '../ffmpeg/try-ffmpeg.ts';
import type { Log } from '../log.ts';
import type { RecorderOptions } from '../recorder-parts.ts';
import { findUpdatePlace } from '../updates/update-place.ts';
import { DesktopHelper, type Output } from '../windows/desktop-helper.ts';
import { type Grabber, windowsScreen } from '../windows/windows-screen.ts';
import { x11Screen } from '../x11/x11-screen.ts';
import type { RunCommand } from './parse-command-line.ts';

const TRIAL = CapturePolicy.parse({ framesPerSecond: 5, segmentSeconds: 2, preset: 'ultrafast' });

const FRAMES = 3;

interface GrabberChoice {
  readonly grabber: Grabber;
  /** The outputs as they were at the trial. */
  readonly outputs: readonly Output[];
  readonly passedOver: readonly PassedOver[];
}

interface GrabberOptions {
  readonly ffmpeg: string;
  /** The path of the program that reports the desktop. */
  readonly helper: string;
  readonly log: Log;
}

/** The installed recorder is one script, and the helper lies beside it. */
const HELPER = join(import.meta.dirname, 'desktop-helper.exe');

/** Systems other than Windows have one way to capture. */
const NO_CHOICE: GrabberChoice = { grabber: 'gdigrab', outputs: [], passedOver: [] };

/** Throws when the file of the certificate authority can't be read. */
export async function recorderOptions(
  command: RunCommand,
  env: Environment,
  log: Log,
  systemSecret: Buffer | null = null,
): Promise<RecorderOptions> {
  const { folder, server, token, reenrol, display, pin, proxies } = command;
  const ca = command.ca === undefined ? undefined : await readFile(command.ca, 'utf8');
  const ffmpeg = env.WORKCOMPANION_FFMPEG;
  const windows = process.platform === 'win32';
  const { passedOver, ...capture } = windows
    ? await chooseGrabber({ ffmpeg, helper: HELPER, log })
    : NO_CHOICE;
  return {
    folder,
    server,
    token,
    reenrol,
    proxies,
    log,
    ffmpeg,
    passedOver,
    systemSecret,
    machine: env.WORKCOMPANION_PROFILES_MOVE === '1' ? null : await readMachine(),
    updates: await findUpdatePlace(env),
    trust: { ...(ca === undefined ? {} : { ca }), ...(pin === undefined ? {} : { pin }) },
    screen: windows ? windowsScreen({ ffmpeg, ...capture, helper: HELPER }) : x11Screen(display),
    encoders: await encodersHere(ffmpeg, log),
  };
}

async function encodersHere(ffmpeg: string, log: Log): Promise<Encoders> {
  // Saves a Linux machine without a graphics chip a start of ffmpeg for each of a chip's encoders.
  if (process.platform === 'linux' && !existsSync(RENDER_NODE)) {
    return { h264: 'libx264', hevc: null, passedOver: chipsPassedOver() };
  }
  const hevc = await firstThatEncodes(ffmpeg, hevcLadder(process.platform), log);
  const h264 = await chooseEncoder(ffmpeg, encoderLadder(process.platform), log);
  const passedOver = [...hevc.passedOver, ...h264.passedOver];
  return { h264: h264.taken, hevc: hevc.taken, passedOver };
}

function chipsPassedOver(): PassedOver[] {
  const chips = [...hevcLadder('linux'), ...encoderLadder('linux').slice(0, -1)];
  return chips.map((what) => ({ what, why: `there is no graphics chip (${RENDER_NODE})` }));
}

/** Chooses desktop duplication where it gives pictures, else GDI. */
async function chooseGrabber(options: GrabberOptions): Promise<GrabberChoice> {
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
