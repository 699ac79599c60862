import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { Display } from './display.ts';
import { parseMonitors } from './parse-monitors.ts';

const TIMEOUT_MS = 5_000;
const END = '.';
/** Answers each line with the monitors of the X server; ends when nobody can ask any more. */
const SCRIPT = `while read -r _; do xrandr -d "$1" --listmonitors 2>/dev/null; echo ${END}; done`;

type Shell = ChildProcessByStdio<Writable, Readable, null>;

/**
 * Lists the monitors of an X server again and again. xrandr is started by a small shell that stays:
 * to fork this process each time would cost as much as all of the recorder's other work.
 */
export class MonitorProbe {
  readonly #server: string;
  #shell: Shell | null = null;

  constructor(server: string) {
    this.#server = server;
  }

  /** One question at a time. Throws when the X server can't be asked. */
  async list(): Promise<Display[]> {
    this.#shell ??= this.#start();
    const text = await answerOf(this.#shell).catch((error: unknown) => {
      this.close();
      throw error;
    });
    if (text.trim() === '') throw new Error(`the X server ${this.#server} does not answer`);
    return parseMonitors(text);
  }

  close(): void {
    this.#shell?.kill('SIGKILL');
    this.#shell = null;
  }

  #start(): Shell {
    const shell = spawn('sh', ['-c', SCRIPT, 'sh', this.#server], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    shell.stdout.setEncoding('utf8');
    shell.stdin.on('error', () => {});
    // Without a shell the question is not answered, which its timeout tells.
    shell.on('error', () => {});
    return shell;
  }
}

function answerOf(shell: Shell): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(() => finish(new Error('xrandr does not answer')), TIMEOUT_MS);
    const finish = (error: Error | null) => {
      clearTimeout(timer);
      shell.stdout.off('data', take).off('end', ended);
      if (error === null) resolve(text.slice(0, -END.length - 1));
      else reject(error);
    };
    const take = (chunk: string) => {
      text += chunk;
      if (text.endsWith(`${END}\n`)) finish(null);
    };
    const ended = () => finish(new Error('the shell ended'));
    shell.stdout.on('data', take).on('end', ended);
    shell.stdin.write('\n');
  });
}
