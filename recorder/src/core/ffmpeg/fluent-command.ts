import type { ChildProcess } from 'node:child_process';
import createCommand, { type FfmpegCommand } from 'fluent-ffmpeg';

export type { FfmpegCommand };

interface Lines {
  get(): string;
}
type OnEnd = (error: Error | null, stdout?: Lines, stderr?: Lines) => void;
type Spawn = (args: string[], options: object, onProcess: () => void, onEnd: OnEnd) => void;

/** What fluent-ffmpeg 2.1.3 has and its types leave out. */
interface Internals {
  readonly ffmpegProc?: ChildProcess;
  readonly _spawnFfmpeg: Spawn;
}

const NO_LINES: Lines = { get: () => '' };

/** The only importer of fluent-ffmpeg, an archived library, with corrections that it needs. */
export function fluentCommand(program: string, source: string): FfmpegCommand {
  const command = createCommand().setFfmpegPath(program).input(source);
  const spawn = internals(command)._spawnFfmpeg;
  return Object.assign(command, {
    // It can't read ffmpeg 7's list of devices, and would refuse all of them.
    _checkCapabilities: (done: () => void) => done(),
    // It would run ffmpeg once more to find experimental encoders, which are not used here.
    availableEncoders: (done: (error: null, encoders: object) => void) => done(null, {}),
    // Where the program can't be started, it reads the output that is not there, and throws.
    _spawnFfmpeg: (...[args, options, onProcess, onEnd]: Parameters<Spawn>) =>
      spawn.call(command, args, options, onProcess, (error, out = NO_LINES, err = NO_LINES) =>
        onEnd(error, out, err),
      ),
  });
}

/** The process of ffmpeg, which exists from its start to its end. */
export function childOf(command: FfmpegCommand): ChildProcess | undefined {
  return internals(command).ffmpegProc;
}

/** Safe because the version is pinned, and the tests of start-ffmpeg run through all of it. */
function internals(command: FfmpegCommand): Internals {
  return command as FfmpegCommand & Internals;
}
