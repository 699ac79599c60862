import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { TEST_TOKEN, type TestPortal } from './test-portal.ts';
import type { TestScreen } from './test-screen.ts';

const CLI = join(import.meta.dirname, '..', 'core', 'cli.ts');

/** The recorder as a person's machine runs it: a process, by its command line. */
export class RecorderProcess {
  readonly #child: ChildProcess;
  readonly #exited: Promise<unknown>;
  #output = '';

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#exited = once(child, 'exit');
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text;
      });
    }
    onTestFinished(() => this.kill());
  }

  static start(options: {
    readonly folder: string;
    readonly portal: TestPortal;
    readonly screen: TestScreen;
    readonly args?: readonly string[];
  }): RecorderProcess {
    const { folder, portal, screen, args = ['--accept-notice'] } = options;
    const child = spawn(
      process.execPath,
      [
        ...[CLI, '--headless', '--server', portal.url, '--token', TEST_TOKEN],
        ...['--data', folder, '--display', screen.display, ...args],
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    return new RecorderProcess(child);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get output(): string {
    return this.#output;
  }

  get exitCode(): number | null {
    return this.#child.exitCode;
  }

  /** SIGKILL: nothing can be tidied up. */
  async kill(): Promise<void> {
    if (this.#isRunning()) this.#child.kill('SIGKILL');
    await this.#exited;
  }

  /** SIGTERM, and waits for it to end by itself. */
  async stop(): Promise<void> {
    if (this.#isRunning()) this.#child.kill('SIGTERM');
    await this.#exited;
  }

  #isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }
}

/** Runs another command of the recorder to its end. */
export async function runCli(
  args: readonly string[],
): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const [code] = await once(child, 'close');
  return { code, output };
}
