import { readFile } from 'node:fs/promises';
import type { Environment } from '../env.ts';
import type { Log } from '../log.ts';
import type { RecorderOptions } from '../open-recorder.ts';
import { x11Screen } from '../screen.ts';
import type { RunCommand } from './parse-command-line.ts';

/** Throws when the file of the certificate authority can't be read. */
export async function recorderOptions(
  command: RunCommand,
  env: Environment,
  log: Log,
): Promise<RecorderOptions> {
  const { folder, server, token, display, pin } = command;
  const ca = command.ca === undefined ? undefined : await readFile(command.ca, 'utf8');
  return {
    ...{ folder, server, token, log },
    trust: { ...(ca === undefined ? {} : { ca }), ...(pin === undefined ? {} : { pin }) },
    screen: x11Screen(display),
    ffmpeg: env.WORKCOMPANION_FFMPEG,
  };
}
