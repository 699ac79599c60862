import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

const TIMEOUT_MS = 5_000;
/** Marks the end of an answer, on a line that no answer contains. */
const END = '.';

type Shell = ChildProcessByStdio<Writable, Readable, null>;

/**
 * Runs the same few commands again and again. A small shell that stays starts them, since forking this
 * process each time would cost as much as all of the recorder's other work.
 */
export class AnsweringShell {
  readonly #script: string;
  readonly #args: readonly string[];
  #shell: Shell | null = null;

  /** `commands` see the arguments as $1, $2 …; the shell ends with this process. */
  constructor(commands: string, ...args: readonly string[]) {
    this.#script = `while read -r _; do { ${commands}; } 2>/dev/null; echo ${END}; done`;
    this.#args = args;
  }

  /** One question at a time. Throws when no answer comes. */
  async ask(): Promise<string> {
    this.#shell ??= this.#start();
    return await answerOf(this.#shell).catch((error: unknown) => {
      this.close();
      throw error;
    });
  }

  close(): void {
    this.#shell?.kill('SIGKILL');
    this.#shell = null;
  }

  #start(): Shell {
    const shell = spawn('sh', ['-c', this.#script, 'sh', ...this.#args], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    shell.stdout.setEncoding('utf8');
    shell.stdin.on('error', () => {});
    // Without a shell the timeout tells that there is no answer.
    shell.on('error', () => {});
    return shell;
  }
}

function answerOf(shell: Shell): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(() => finish(new Error('the commands do not answer')), TIMEOUT_MS);
    const finish = (error: Error | null) => {
      clearTimeout(timer);
      shell.stdout.off('data', take).off('end', ended);
      if (error === null) resolve(text.slice(0, -END.length - 1));
      else reject(error);
    };
    const take = (chunk: string) => {
      text += chunk;
      if (text === `${END}\n` || text.endsWith(`\n${END}\n`)) finish(null);
    };
    const ended = () => finish(new Error('the shell ended'));
    shell.stdout.on('data', take).on('end', ended);
    shell.stdin.write('\n');
  });
}
