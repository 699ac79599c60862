import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** An X server of its own (Xvfb) on a free display. */
export class TestScreen {
  /** ":1" */
  readonly display: string;
  readonly #server: ChildProcess;

  private constructor(display: string, server: ChildProcess) {
    this.display = display;
    this.#server = server;
  }

  static async start({ width = 800, height = 600 } = {}): Promise<TestScreen> {
    const server = spawn(
      'Xvfb',
      [
        ...['-displayfd', '3', '-screen', '0', `${width}x${height}x24`],
        ...['-nolisten', 'tcp', '-noreset'],
      ],
      { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
    );
    const says = server.stdio[3];
    if (!says || !('read' in says)) throw new Error('Xvfb has no pipe to say its display on');
    const [number] = await once(createInterface(says), 'line');
    return new TestScreen(`:${number}`, server);
  }

  /** `geometry`: "400x600+0+0". The first monitor takes the output, as RandR wants it. */
  async setMonitor(name: string, geometry: string, output: 'screen' | 'none'): Promise<void> {
    const withMillimetres = geometry.replace(/^(\d+)x(\d+)/, '$1/100x$2/100');
    await this.#run('xrandr', ['--setmonitor', name, withMillimetres, output]);
  }

  async deleteMonitor(name: string): Promise<void> {
    await this.#run('xrandr', ['--delmonitor', name]);
  }

  /** Fills the screen with a colour ("#ffffff"); it is there when this returns. */
  async fill(colour: string): Promise<void> {
    await this.#run('xsetroot', ['-solid', colour]);
  }

  async moveMouse(x: number, y: number): Promise<void> {
    const env = { ...process.env, DISPLAY: this.display };
    await run('xdotool', ['mousemove', String(x), String(y)], { env });
  }

  async moveWindow(title: string, x: number, y: number): Promise<void> {
    const env = { ...process.env, DISPLAY: this.display };
    const move = ['windowmove', String(x), String(y)];
    await run('xdotool', ['search', '--name', title, ...move], { env });
  }

  async stop(): Promise<void> {
    const exited = once(this.#server, 'exit');
    if (this.#server.kill('SIGTERM')) await exited;
  }

  async #run(program: 'xrandr' | 'xsetroot', args: readonly string[]): Promise<void> {
    await run(program, ['-display', this.display, ...args]);
  }
}
