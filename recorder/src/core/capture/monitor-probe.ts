import { AnsweringShell } from '../x11/answering-shell.ts';
import type { Display } from './display.ts';
import { parseMonitors } from './parse-monitors.ts';

/** Lists the monitors of an X server again and again. */
export class MonitorProbe {
  readonly #server: string;
  readonly #shell: AnsweringShell;

  constructor(server: string) {
    this.#server = server;
    this.#shell = new AnsweringShell('xrandr -d "$1" --listmonitors', server);
  }

  /** One question at a time. Throws when the X server can't be asked. */
  async list(): Promise<Display[]> {
    const text = await this.#shell.ask();
    if (text.trim() === '') throw new Error(`the X server ${this.#server} does not answer`);
    return parseMonitors(text);
  }

  close(): void {
    this.#shell.close();
  }
}
