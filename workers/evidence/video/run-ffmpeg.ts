import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setPriority } from 'node:os';
import { Duplex, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '@workcompanion/core/errors';

/** Lets everything that somebody waits for go first. */
const NICENESS = 5;
/** 0 to 2 are the process's own. */
const FIRST_PIPE = 3;
/** The end of ffmpeg's output tells why it stopped. */
const SAID_CHARS = 2_000;

type Bytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** What goes through a pipe: something to ffmpeg, or something from it. */
export type FfmpegPipe =
  | { readonly kind: 'give'; readonly source: Bytes }
  | { readonly kind: 'take'; readonly sink: (chunk: Uint8Array) => Promise<void> | void };

interface FfmpegRun {
  readonly ffmpeg: string;
  readonly args: readonly string[];
  readonly pipes: readonly FfmpegPipe[];
  readonly signal: AbortSignal;
}

/** As ffmpeg's arguments call the pipe in this place. */
export function pipeUrl(index: number): string {
  return `pipe:${FIRST_PIPE + index}`;
}

/**
 * One run of ffmpeg, all of whose files are pipes: nothing plain is written to a disk. Throws the
 * signal's reason, what a source or a sink throws, or `unavailable`.
 */
export async function runFfmpeg({ ffmpeg, args, pipes, signal }: FfmpegRun): Promise<void> {
  signal.throwIfAborted();
  const child = spawn(ffmpeg, ['-hide_banner', '-loglevel', 'error', '-nostdin', ...args], {
    stdio: ['ignore', 'ignore', 'pipe', ...pipes.map(() => 'pipe' as const)],
  });
  const stop = (): void => void child.kill('SIGKILL');
  signal.addEventListener('abort', stop, { once: true });
  try {
    const said = tailOf(child);
    const closed = once(child, 'close');
    if (child.pid !== undefined) lowerPriority(child.pid);
    const flows = pipes.map((pipe, index) => flow(pipeOf(child, FIRST_PIPE + index), pipe));
    const [ended, ...flowed] = await Promise.allSettled([closed, ...flows]);
    signal.throwIfAborted();
    for (const each of flowed) if (each.status === 'rejected') throw each.reason;
    if (ended.status === 'rejected') throw unavailable(String(ended.reason));
    if (child.exitCode !== 0) throw unavailable(said());
  } finally {
    signal.removeEventListener('abort', stop);
    if (child.exitCode === null) stop();
  }
}

async function flow(stream: Duplex, pipe: FfmpegPipe): Promise<void> {
  // Once ffmpeg is gone, each of its pipes says so; its exit code tells why.
  stream.on('error', () => {});
  if (pipe.kind === 'give') return give(stream, pipe.source);
  for await (const chunk of stream) await pipe.sink(chunk);
}

async function give(stream: Duplex, source: Bytes): Promise<void> {
  try {
    await pipeline(Readable.from(source, { objectMode: false }), stream);
  } catch (error) {
    // ffmpeg closes an input when it has enough; why it closes too early, its exit code tells.
    if (!isClosedPipe(error)) throw error;
  }
}

function isClosedPipe(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return ['EPIPE', 'ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE'].includes(String(code));
}

function tailOf({ stderr }: ChildProcess): () => string {
  let said = '';
  stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(-SAID_CHARS);
  });
  return () => said;
}

function pipeOf(child: ChildProcess, index: number): Duplex {
  const pipes: readonly unknown[] = child.stdio;
  const pipe = pipes[index];
  if (pipe instanceof Duplex) return pipe;
  throw new Error('ffmpeg has no such pipe');
}

function unavailable(said: string): AppError {
  return new AppError('unavailable', `ffmpeg could not make the videos: ${said}`);
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, NICENESS);
  } catch {
    // It is over already.
  }
}
