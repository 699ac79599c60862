import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { stopChild } from './stop-child.ts';

export interface RecorderProcessOptions {
  readonly server: string;
  readonly token: string;
  readonly dataDir: string;
  readonly display: string;
  readonly args?: readonly string[];
  /** Laid over our own environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Prints on our terminal instead of into `output()`. */
  readonly inheritOutput?: boolean;
}

export interface RecorderProcess {
  readonly pid: number;
  output(): string;
  /** An orderly stop. */
  stop(): Promise<void>;
  /** SIGKILL: nothing can be tidied up. */
  kill(): Promise<void>;
}

const PIPED = ['pipe', 'pipe'] as const;
const INHERITED = ['inherit', 'inherit'] as const;
/** The recorder's one command: what it is told to do follows. */
export const RECORDER_CLI = join(
  import.meta.dirname,
  '..',
  '..',
  'recorder',
  'src',
  'core',
  'cli.ts',
);

/** The headless recorder as a person's machine runs it, its notice acknowledged. */
export function startRecorder(options: RecorderProcessOptions): RecorderProcess {
  const child = spawn(process.execPath, recorderArgs(options), {
    stdio: ['ignore', ...(options.inheritOutput ? INHERITED : PIPED)],
    env: { ...process.env, ...options.env },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8');
    stream?.on('data', (text: string) => {
      output += text;
    });
  }
  if (child.pid === undefined) throw new Error('the recorder could not be started');
  return {
    pid: child.pid,
    output: () => output,
    stop: () => stopChild(child, 20_000),
    async kill() {
      const exited = once(child, 'exit');
      if (child.kill('SIGKILL')) await exited;
    },
  };
}

/** What Node is started with, for whoever starts it in another way. */
export function recorderArgs(options: RecorderProcessOptions): string[] {
  const { server, token, dataDir, display, args } = options;
  return [
    RECORDER_CLI,
    '--headless',
    ...['--server', server, '--token', token],
    ...['--data', dataDir, '--display', display],
    '--accept-notice',
    ...(args ?? []),
  ];
}
