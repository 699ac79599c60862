import { type StdioOptions, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** A Windows of its own in a folder. Of exit codes, wine hands on the code modulo 256. */
export class Wine {
  readonly folder: string;
  readonly #env: NodeJS.ProcessEnv;

  private constructor(folder: string, display: string) {
    this.folder = folder;
    // Debian's wine 10 aborts ("free(): invalid pointer") where TMPDIR is set.
    const { TMPDIR: _, ...environment } = process.env;
    this.#env = {
      ...environment,
      DISPLAY: display,
      WINEPREFIX: join(folder, 'prefix'),
      WINEARCH: 'win64',
      WINEDEBUG: '-all',
      WINEDLLOVERRIDES: 'mscoree,mshtml=d;winemenubuilder.exe=d',
      XDG_RUNTIME_DIR: join(folder, 'run'),
    };
  }

  /** `display`: the X server that is its desktop. */
  static async create(folder: string, display: string): Promise<Wine> {
    const wine = new Wine(folder, display);
    await mkdir(join(folder, 'run'), { recursive: true, mode: 0o700 });
    await wine.run('wineboot', '-i');
    // An installation that begins while the first services end finds no manager of services.
    await once(spawn('wineserver', ['-w'], { env: wine.#env, stdio: 'ignore' }), 'exit');
    return wine;
  }

  /** "C:/x" as this machine sees it. */
  path(windows: string): string {
    return join(
      this.folder,
      'prefix/drive_c',
      windows.replace(/^C:[\\/]?/, '').replaceAll('\\', '/'),
    );
  }

  /**
   * Waits for the program, and not for its output's end: the first program of a prefix starts Windows'
   * services, which keep what they inherit for as long as any other program runs.
   */
  async run(
    ...args: readonly string[]
  ): Promise<{ readonly code: number; readonly output: string }> {
    return this.#run(args, this.#env, (file) => ['ignore', file, 'ignore']);
  }

  /** What wine itself says of a program, on one of its channels. */
  async trace(channel: string, ...args: readonly string[]): Promise<string> {
    const env = { ...this.#env, WINEDEBUG: `-all,+${channel}` };
    return (await this.#run(args, env, (file) => ['ignore', 'ignore', file])).output;
  }

  async #run(
    args: readonly string[],
    env: NodeJS.ProcessEnv,
    stdio: (file: number) => StdioOptions,
  ): Promise<{ readonly code: number; readonly output: string }> {
    const file = join(this.folder, `output-${randomUUID()}`);
    const output = await open(file, 'w+');
    try {
      const program = spawn('wine', [...args], { env, stdio: stdio(output.fd) });
      const [code] = await once(program, 'exit');
      return { code: code ?? 1, output: await readFile(file, 'utf8') };
    } finally {
      await output.close();
      await rm(file);
    }
  }

  /** Starts a program that goes on. */
  start(args: readonly string[], env: Readonly<Record<string, string>> = {}): void {
    spawn('wine', [...args], { env: { ...this.#env, ...env }, stdio: 'ignore' });
  }

  /** Values of a registry key by name; empty when there is none. */
  async registry(key: string): Promise<Map<string, string>> {
    const { output } = await this.run('reg', 'query', key);
    const rows = output.matchAll(/^[ \t]+(.+?)[ \t]+REG_SZ[ \t]*(.*?)\s*$/gm);
    return new Map([...rows].map(([, name = '', value = '']) => [name, value]));
  }

  /** Ends all that runs in it. */
  stop(): void {
    spawnSync('wineserver', ['-k'], { env: this.#env, stdio: 'ignore' });
  }
}
