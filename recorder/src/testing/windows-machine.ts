import { access, copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { TestScreen } from './test-screen.ts';
import { Wine } from './wine.ts';

/** A Windows of its own with a screen, as an administrator works on it. */
export class WindowsMachine {
  readonly wine: Wine;
  readonly #folder: string;
  readonly #screen: TestScreen;

  private constructor(folder: string, screen: TestScreen, wine: Wine) {
    this.#folder = folder;
    this.#screen = screen;
    this.wine = wine;
  }

  static async create(): Promise<WindowsMachine> {
    const folder = await mkdtemp(join(tmpdir(), 'msi-'));
    const screen = await TestScreen.start();
    return new WindowsMachine(folder, screen, await Wine.create(folder, screen.display));
  }

  /** What it is called there. */
  async take(msi: string): Promise<string> {
    const name = basename(msi);
    await copyFile(msi, this.wine.path(`C:/${name}`));
    return `C:\\${name}`;
  }

  /** Silently; its exit code modulo 256. */
  async msiexec(...args: readonly string[]): Promise<number> {
    return (await this.wine.run('msiexec', ...args, '/qn')).code;
  }

  isThere(path: string): Promise<boolean> {
    return access(this.wine.path(path)).then(
      () => true,
      () => false,
    );
  }

  async stop(): Promise<void> {
    this.wine.stop();
    await this.#screen.stop();
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
