import type { ChildProcess } from 'node:child_process';
import { finished, type Writable } from 'node:stream';
import createCommand, { type FfmpegCommand } from 'fluent-ffmpeg';
import type { FfmpegInput } from './capture-input.ts';

/** The time between 'q' and SIGKILL: a healthy encoder ends in a third of a second. */
const STOP_GRACE_MS = 3000;

export interface FfmpegRequest {
  /** Program name or path. */
  readonly program: string;
  readonly input: FfmpegInput;
  readonly outputOptions: readonly string[];
  /** Receives standard output. */
  readonly sink: Writable;
}

export interface FfmpegEnd {
  /** Null when it ended in good order. */
  readonly error: Error | null;
  /** The last lines of standard error. ffmpeg is never given a key, so they can't hold one. */
  readonly stderr: string;
}

export interface FfmpegRun {
  /** Settles when the process has ended and the sink has taken its last byte. Never rejects. */
  readonly ended: Promise<FfmpegEnd>;
  pid(): number | undefined;
  /** A command for a filter, as ffmpeg takes it on its terminal. Before the first frame it is lost. */
  send(command: string): void;
  /** Asks it to finish; kills it when it doesn't. */
  stop(): Promise<FfmpegEnd>;
  kill(): void;
}

/** Starts ffmpeg. If this process dies, ffmpeg ends at its next write to the broken pipe. */
export function startFfmpeg(request: FfmpegRequest): FfmpegRun {
  const { command, ended } = run(request);
  let wanted: 'running' | 'ended' = 'running';
  command.once('start', () => {
    if (wanted === 'ended') childOf(command)?.kill('SIGKILL');
  });
  return {
    ended,
    pid: () => childOf(command)?.pid,
    send(line) {
      childOf(command)?.stdin?.write(`c${line}\n`);
    },
    async stop() {
      wanted = 'ended';
      childOf(command)?.stdin?.write('q');
      const timer = setTimeout(() => childOf(command)?.kill('SIGKILL'), STOP_GRACE_MS);
      const end = await ended;
      clearTimeout(timer);
      return end;
    },
    kill() {
      wanted = 'ended';
      childOf(command)?.kill('SIGKILL');
    },
  };
}

function run({ program, input, outputOptions, sink }: FfmpegRequest) {
  const command = fluentCommand(program, input.source);
  command.inputOptions('-hide_banner', '-nostats', '-loglevel', 'error', '-copyts');
  command.inputOptions(...input.options);
  if (input.filters.length > 0) command.videoFilters(input.filters.join(','));
  command.outputOptions(...outputOptions);

  const tail = new LineTail();
  command.on('stderr', (line: string) => {
    if (!isDialogue(line)) tail.push(line);
  });
  const exited = exitOf(command, sink);
  const consumed = new Promise<Error | null>((resolve) => {
    finished(sink, { readable: false }, (error) => resolve(error ?? null));
  });
  command.pipe(sink, { end: true });
  const ended = Promise.all([exited, consumed]).then(([exitError, sinkError]) => ({
    error: sinkError ?? exitError,
    stderr: tail.toString(),
  }));
  return { command, ended };
}

/** Lines that ffmpeg prints for a command that succeeded. */
function isDialogue(line: string): boolean {
  return line === '' || line.startsWith('Enter command:') || /^Command reply .* ret:0 /.test(line);
}

function exitOf(command: FfmpegCommand, sink: Writable): Promise<Error | null> {
  let spawned = false;
  command.once('start', () => {
    const child = childOf(command);
    spawned = child?.pid !== undefined;
    child?.stdin?.on('error', () => {});
  });
  return new Promise((resolve) => {
    command.once('end', () => resolve(null));
    command.once('error', (error: Error) => {
      // Without a process nothing ends the pipe, hence the sink.
      if (!spawned) sink.end();
      resolve(error);
    });
  });
}

const MOST_LINES = 20;
const MOST_CHARACTERS = 400;

/** Keeps the last lines that a program wrote, which are enough to tell why it failed. */
class LineTail {
  readonly #lines: string[] = [];

  push(line: string): void {
    this.#lines.push(line.slice(0, MOST_CHARACTERS));
    if (this.#lines.length > MOST_LINES) this.#lines.shift();
  }

  toString(): string {
    return this.#lines.join('\n');
  }
}

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

/** A command of fluent-ffmpeg, an archived library that only this file imports, with the corrections that it needs. */
function fluentCommand(program: string, source: string): FfmpegCommand {
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
function childOf(command: FfmpegCommand): ChildProcess | undefined {
  return internals(command).ffmpegProc;
}

/** Safe because the version is pinned, and the tests of start-ffmpeg run through all of it. */
function internals(command: FfmpegCommand): Internals {
  return command as FfmpegCommand & Internals;
}
