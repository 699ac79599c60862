import { writeFile } from 'node:fs/promises';
import type { Wine } from './wine.ts';

const CORE = 'C:\\Program Files\\WorkCompanion Recorder\\resources\\core';

/** The recorder that the MSI put into a wine, run without its window. */
export class InstalledRecorder {
  readonly #wine: Wine;
  readonly #data: string;
  #commands = 0;

  /** `data`: where it keeps what it holds. */
  constructor(wine: Wine, data = 'C:\\data') {
    this.#wine = wine;
    this.#data = data;
  }

  /** Records until it is stopped, its notice acknowledged. */
  async start({ server, token }: { readonly server: string; readonly token: string }) {
    this.#wine.start(await this.#command(`--headless --accept-notice --server ${server}`), {
      WORKCOMPANION_TOKEN: token,
      WORKCOMPANION_FFMPEG: `${CORE}\\ffmpeg.exe`,
    });
  }

  /** Asks the running one to end in order. */
  async stop(): Promise<void> {
    await this.#wine.run(...(await this.#command('stop')));
  }

  /** Until there is nothing left to kill. */
  async kill(): Promise<void> {
    const end = () => this.#wine.run('taskkill', '/F', '/IM', 'workcompanion-core.exe');
    if ((await end()).code !== 0) throw new Error('no recorder was there to be killed');
    while ((await end()).code === 0);
  }

  /** Node minds pipes for output under wine; a file that another writes to can't be opened. */
  async #command(args: string): Promise<readonly string[]> {
    this.#commands += 1;
    const number = this.#commands;
    const output = `> C:\\out${number}.txt 2> C:\\errors${number}.txt`;
    const line = `"${CORE}\\workcompanion-core.exe" "${CORE}\\cli.mjs" ${args} --data ${this.#data}`;
    await writeFile(this.#wine.path(`C:/run${number}.cmd`), `@${line} ${output}\r\n`);
    return ['cmd', '/c', `C:\\run${number}.cmd`];
  }
}
