import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from '../env.ts';
import { chooseEncoder, firstThatEncodes } from '../ffmpeg/choose-encoder.ts';
import { type Encoders, encoderLadder, hevcLadder } from '../ffmpeg/encoder.ts';
import type { Log } from '../log.ts';
import type { RecorderOptions } from '../recorder-parts.ts';
import { findUpdatePlace } from '../updates/update-place.ts';
import { chooseGrabber, type GrabberChoice } from '../windows/choose-grabber.ts';
import { windowsScreen } from '../windows/windows-screen.ts';
import { x11Screen } from '../x11/x11-screen.ts';
import type { RunCommand } from './parse-command-line.ts';

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
  const { folder, server, token, reenrol, display, pin } = command;
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
    log,
    ffmpeg,
    passedOver,
    systemSecret,
    updates: await findUpdatePlace(env),
    trust: { ...(ca === undefined ? {} : { ca }), ...(pin === undefined ? {} : { pin }) },
    screen: windows ? windowsScreen({ ffmpeg, ...capture, helper: HELPER }) : x11Screen(display),
    encoders: await encodersHere(ffmpeg, log),
  };
}

async function encodersHere(ffmpeg: string, log: Log): Promise<Encoders> {
  const h264 = await chooseEncoder(ffmpeg, encoderLadder(process.platform), log);
  const hevc = await firstThatEncodes(ffmpeg, hevcLadder(process.platform), log);
  const passedOver = [...h264.passedOver, ...hevc.passedOver];
  return { h264: h264.taken, hevc: hevc.taken, passedOver };
}
